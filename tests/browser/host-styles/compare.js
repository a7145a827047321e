// Part of host_styles.rs: the same elements in a host's page and in a bare one, side by side. Returns how many elements
// were compared, and what differs.
const [nth, inherited] = args;
const differing = new Map();
let compared = 0;

const open = async (name) => {
  const frame = document.createElement('iframe');
  // One upon the other: WebKit draws no frames of what is out of sight.
  frame.style.cssText = 'position:fixed;inset:0;border:0;width:1100px;height:900px';
  frame.src = `/vaert/${name}.html`;
  document.body.append(frame);
  await new Promise((resolve) => (frame.onload = resolve));
  const { contentWindow, contentDocument } = frame;
  const sheet = new contentWindow.CSSStyleSheet();
  // A place of its own, and a scroll bar from the start, so that what is around it does not move.
  sheet.replaceSync(
    '#her { position: absolute; inset: 0 auto auto 0; inline-size: 1000px; margin: 0; padding: 0 } :root { overflow-y: scroll !important }',
  );
  contentDocument.adoptedStyleSheets = [sheet];
  return { frame, contentWindow, contentDocument, here: contentDocument.querySelector('#her'), sheet };
};
const stylesOf = ({ contentWindow }, element) => {
  const style = contentWindow.getComputedStyle(element);
  // The host's own custom properties are inherited, and nothing in the elements reads them.
  const names = Array.from(style).filter((name) => !name.startsWith('--') || name.startsWith('--virker-'));
  return names.map((name) => [name, style.getPropertyValue(name)]);
};
const compare = (where, [one, before], [other, after]) => {
  compared += 1;
  const expected = new Map(after);
  for (const [name, value] of before) {
    if (expected.get(name) !== value) {
      const key = `${where}: ${name}: ${value}, not ${expected.get(name)}`;
      if (!differing.has(key)) differing.set(key, `${one.localName}.${one.getAttribute('class')}`);
    }
  }
};
const settle = async (root) => {
  root.activeElement?.blur();
  for (let left = 2; left; left--) await new Promise(requestAnimationFrame);
  for (const animation of root.getAnimations()) animation.finish();
};
const put = async ({ contentDocument, here }, name, attributes) => {
  const element = contentDocument.createElement(name);
  for (const [key, value] of Object.entries({ catalogue: '/catalogue/catalogue.json', history: 'off', ...attributes })) element.setAttribute(key, value);
  const ready = new Promise((resolve) => element.addEventListener('virker-ready', resolve, { once: true }));
  here.replaceChildren(element);
  await ready;
  return element;
};
const until = async (what, condition) => {
  for (const end = performance.now() + 20_000; !condition(); ) {
    if (performance.now() > end) throw new Error(`no sign of ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
};

const [host, bare] = [await open(nth), await open('bar')];
// What is inherited on purpose is the same on both.
const style = host.contentWindow.getComputedStyle(host.here);
for (const name of inherited) bare.sheet.cssRules[0].style.setProperty(name, style.getPropertyValue(name));

const outside = [...host.contentDocument.querySelectorAll('*')].filter((element) => !host.here.contains(element));
const before = outside.map((element) => stylesOf(host, element));
const screens = [
  ['the panel', 'virker-panel', {}, () => true],
  ['an opened entry', 'virker-panel', {}, (element) => {
    if (!element.shadowRoot.querySelector('.concept')) element.open('madkassen');
    // The focus goes to its title, and comes when it is drawn.
    return element.shadowRoot.activeElement?.closest('.concept');
  }],
  ['a calculator', 'virker-calculator', { calculator: 'madkassen' }, () => true],
];
for (const [where, name, attributes, isThere] of screens) {
  const elements = [];
  for (const page of [host, bare]) {
    const element = await put(page, name, attributes);
    await until(where, () => isThere(element));
    await settle(element.shadowRoot);
    elements.push([...element.shadowRoot.querySelectorAll('*')]);
  }
  const [ours, theirs] = elements;
  if (ours.length !== theirs.length) differing.set(`${where}: ${ours.length} elements, not ${theirs.length}`, '');
  ours.forEach((element, nth) => theirs[nth] && compare(where, [element, stylesOf(host, element)], [theirs[nth], stylesOf(bare, theirs[nth])]));
  outside.forEach((element, nth) => compare(`outside ${where}`, [element, stylesOf(host, element)], [element, before[nth]]));
}
host.frame.remove();
bare.frame.remove();
return [compared, [...differing].slice(0, 40).map(([key, first]) => `${key} (${first})`)];
