// What the tests ask of a page. Each script is sent with these helpers before it,
// so that nothing of ours stays in the page between two questions.

// Text as a person compares it: soft hyphens gone, any run of spaces is one space.
const clean = (text) => (text ?? '').replace(/\u00ad/g, '').replace(/\s+/gu, ' ').trim();

const shown = (el) =>
  el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;

const textOf = (el) => clean(shown(el) && el.innerText !== undefined ? el.innerText : el.textContent);

// Near enough to the accessible name for finding things; the browser's own
// computation is asked for where the name itself is under test.
const nameOf = (el) => {
  const label = el.getAttribute('aria-label');
  if (label) return clean(label);
  const ids = el.getAttribute('aria-labelledby');
  if (ids) {
    const root = el.getRootNode();
    return clean(ids.split(/\s+/).map((id) => root.getElementById(id)?.textContent).join(' '));
  }
  if (el.labels?.length) return clean([...el.labels].map(textOf).join(' '));
  return textOf(el);
};

// Follows a path of steps from the document, or from the nth host's shadow root.
const find = ({ tag, nth, steps }) => {
  const start = tag ? document.querySelectorAll(tag)[nth]?.shadowRoot : document;
  if (!start) return [];
  let found = [start];
  for (const step of steps) {
    found = [...new Set(found.flatMap((scope) => [...scope.querySelectorAll(step.css)]))];
    if (step.named !== null) found = found.filter((el) => nameOf(el) === step.named);
    if (step.containing !== null) found = found.filter((el) => nameOf(el).includes(step.containing));
    if (step.nth !== null) found = found.slice(step.nth, step.nth + 1);
  }
  return found;
};

const deepActive = () => {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
};

const parentOf = (node) => node.parentNode instanceof ShadowRoot ? node.parentNode.host : node.parentNode;

const within = (inner, outer) => {
  for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
  return false;
};

// A ring may be drawn by the element itself or by a box around it (the search field, a card).
const ringOf = (el) => {
  for (let node = el, level = 0; node instanceof Element && level < 5; node = parentOf(node), level += 1) {
    const style = getComputedStyle(node);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true;
    for (const pseudo of ['::before', '::after']) {
      const drawn = getComputedStyle(node, pseudo);
      if (drawn.content !== 'none' && drawn.outlineStyle !== 'none' && parseFloat(drawn.outlineWidth) >= 2) return true;
    }
  }
  return false;
};

const topmostAt = (x, y) => {
  let el = document.elementFromPoint(x, y);
  for (;;) {
    const inner = el?.shadowRoot?.elementFromPoint(x, y);
    if (!inner || inner === el) return el;
    el = inner;
  }
};

// Something of the element can be seen: it is in the viewport and not behind a sticky bar.
const uncovered = (el) => {
  const box = el.getBoundingClientRect();
  for (const across of [0.5, 0.1, 0.9]) {
    for (const down of [0.5, 0.1, 0.9]) {
      const x = box.left + box.width * across;
      const y = box.top + box.height * down;
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const top = topmostAt(x, y);
      if (top && (within(top, el) || within(el, top) || top.closest?.('label')?.control === el)) return true;
    }
  }
  return false;
};

const describeActive = () => {
  const el = deepActive();
  if (!el) return null;
  const root = el.getRootNode();
  const host = root instanceof ShadowRoot ? root.host : null;
  return {
    host: host?.localName ?? null,
    hostNumber: host ? [...document.querySelectorAll(host.localName)].indexOf(host) : 0,
    tag: el.localName,
    class: el.getAttribute('class') ?? '',
    id: el.id,
    name: nameOf(el),
    value: 'value' in el ? String(el.value) : '',
    ring: ringOf(el),
    uncovered: uncovered(el),
  };
};

const roots = () => {
  const all = [document];
  for (const root of all) {
    for (const el of root.querySelectorAll('*')) if (el.shadowRoot) all.push(el.shadowRoot);
  }
  return all;
};

// Movement that will end has ended: pictures and axe's colours are then what people see.
const still = () =>
  roots().every((root) =>
    root.getAnimations().every(
      (animation) =>
        animation.playState !== 'running' ||
        animation.effect?.getComputedTiming().endTime === Infinity,
    ),
  );
