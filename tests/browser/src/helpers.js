// Helpers for the tests' scripts. Each script is sent with these before it, so that nothing is left in the page between
// two scripts.

// Removes soft hyphens and collapses whitespace.
const normalize = (text) => (text ?? '').replace(/\u00ad/g, '').replace(/\s+/gu, ' ').trim();

const isVisible = (el) =>
  el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;

const textOf = (el) => normalize(isVisible(el) && el.innerText !== undefined ? el.innerText : el.textContent);

// Approximates the accessible name, to find elements by it. Tests of the name itself use the browser's computation.
const nameOf = (el) => {
  const label = el.getAttribute('aria-label');
  if (label) return normalize(label);
  const ids = el.getAttribute('aria-labelledby');
  if (ids) {
    const root = el.getRootNode();
    return normalize(ids.split(/\s+/).map((id) => root.getElementById(id)?.textContent).join(' '));
  }
  if (el.labels?.length) return normalize([...el.labels].map(textOf).join(' '));
  return textOf(el);
};

// The elements at a locator's steps from the document, or from the nth host's shadow root.
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

const isInside = (inner, outer) => {
  for (let node = inner; node; node = parentOf(node)) if (node === outer) return true;
  return false;
};

// Whether the element, or a box around it (the search field, a card), has a focus ring.
const hasRing = (el) => {
  for (let node = el, level = 0; node instanceof Element && level < 5; node = parentOf(node), level += 1) {
    const style = getComputedStyle(node);
    if (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) return true;
    for (const pseudo of ['::before', '::after']) {
      const pseudoStyle = getComputedStyle(node, pseudo);
      if (pseudoStyle.content !== 'none' && pseudoStyle.outlineStyle !== 'none' && parseFloat(pseudoStyle.outlineWidth) >= 2) return true;
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

// Whether part of the element is in the viewport and not covered, for example by a sticky bar.
const unobscured = (el) => {
  const box = el.getBoundingClientRect();
  for (const across of [0.5, 0.1, 0.9]) {
    for (const down of [0.5, 0.1, 0.9]) {
      const x = box.left + box.width * across;
      const y = box.top + box.height * down;
      if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
      const top = topmostAt(x, y);
      if (top && (isInside(top, el) || isInside(el, top) || top.closest?.('label')?.control === el)) return true;
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
    hostIndex: host ? [...document.querySelectorAll(host.localName)].indexOf(host) : 0,
    tag: el.localName,
    class: el.getAttribute('class') ?? '',
    id: el.id,
    name: nameOf(el),
    value: 'value' in el ? String(el.value) : '',
    ring: hasRing(el),
    unobscured: unobscured(el),
  };
};

const roots = () => {
  const all = [document];
  for (const root of all) {
    for (const el of root.querySelectorAll('*')) if (el.shadowRoot) all.push(el.shadowRoot);
  }
  return all;
};

// Whether all finite animations have ended, so that screenshots and axe's colours are the final ones.
const animationsEnded = () =>
  roots().every((root) =>
    root.getAnimations().every(
      (animation) =>
        animation.playState !== 'running' ||
        animation.effect?.getComputedTiming().endTime === Infinity,
    ),
  );
