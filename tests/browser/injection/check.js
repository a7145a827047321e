// Helpers of injection.rs: what a page may look like, whatever was put into it.

// What the widget draws, and no more.
const ELEMENTS = new Set(
  ('a abbr article aside b button caption code col colgroup dd details dialog div dl dt em fieldset figcaption figure footer form ' +
    'h1 h2 h3 h4 h5 h6 header hr input label legend li mark nav ol option output p search section select slot small span ' +
    'strong sub summary sup table tbody td textarea tfoot th thead time tr ul circle g line path polygon polyline rect svg text tspan title').split(' '),
);
const LOADS = /^(style|src|srcset|srcdoc|action|formaction|background|poster|data|xlink:href|ping|manifest|is|http-equiv)$/;
// An address that is none has only the colon, and leads nowhere.
const LINKS = /^(https:|tel:|mailto:|:)$/;

/** What stands in a shadow root that must not: in words, for the failed test. */
const faultsIn = (root) => {
  const faults = [];
  for (const element of root.querySelectorAll('*')) {
    const name = element.localName;
    if (!ELEMENTS.has(name)) faults.push(`<${name}>`);
    for (const { name: attribute, value } of element.attributes) {
      if (/^on/i.test(attribute) || LOADS.test(attribute)) faults.push(`<${name} ${attribute}>`);
      if (attribute !== 'href' || value.startsWith('#virker.')) continue;
      // On what is no link, it does nothing.
      const link = Object.assign(document.createElement('a'), { href: value });
      if (!LINKS.test(link.protocol)) faults.push(`<${name} href=${value}>`);
    }
  }
  return faults;
};

/** What became of the page and of the language's own objects. */
const faultsOfPage = () => {
  const faults = [];
  if ('__ran' in window) faults.push('a script ran');
  if ('polluted' in {} || Object.keys(Object.prototype).length) faults.push('Object.prototype was changed');
  for (const element of document.querySelectorAll('script, style, link, iframe, img, object, embed, base, meta, form')) {
    if (!element.hasAttribute('data-own')) faults.push(`the page got a <${element.localName}>`);
  }
  return faults;
};
/** Marks what the page has of itself, and watches for dialogs. */
const begin = () => {
  // What is far below the screen waits until it is near.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('#her > * { position: absolute; inset-block-start: 0; inline-size: 800px }');
  document.adoptedStyleSheets = [sheet];
  for (const element of document.querySelectorAll('*')) element.setAttribute('data-own', '');
  for (const name of ['alert', 'confirm', 'prompt', 'print']) window[name] = () => { window.__ran = name; };
};

/** Puts an element on the page. Resolves when it is ready or has failed, to it. */
const put = async (name, attributes, content) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  if (content) element.textContent = content;
  const settled = new Promise((resolve) => {
    element.addEventListener('virker-ready', resolve, { once: true });
    element.addEventListener('virker-failed', resolve, { once: true });
    setTimeout(resolve, 20_000, { type: 'neither' });
  });
  document.querySelector('#her').append(element);
  element.outcome = (await settled).type;
  return element;
};
const frames = async (count) => {
  while (count--) await new Promise(requestAnimationFrame);
};
const tick = () => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = resolve;
  port2.postMessage(null);
});
/** Waits until a condition holds, and says whether it came to. */
const comes = async (condition) => {
  const end = performance.now() + 5_000;
  while (performance.now() < end) {
    if (condition()) return true;
    await tick();
  }
  return false;
};
const unfold = async (root) => {
  for (const details of root.querySelectorAll('details')) details.open = true;
  await frames(1);
};
