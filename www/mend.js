// Yew holds on to the nodes that it made. A browser's translation puts `<font>`s in the place of texts, or around them, and
// extensions wrap, move and remove what they like. Yew then fails or changes what nobody sees, so what it does to the
// document passes here.

// What was drawn and is not to be removed by others, and by what the translation stands in for it.
const drawn = new WeakSet();
const standIns = new WeakMap();
const isFont = (node) => node?.localName === "font";

/** What is in a node's place among the children of `parent`: itself, what stands in for it, or what was put around it. */
const childOf = (parent, node) => {
  let child = node?.isConnected ? node : standIns.get(node) ?? node;
  while (child && child.parentNode !== parent) child = child.parentNode;
  return child;
};

const changes = {
  insertBefore: (original) => (parent, node, next) => {
    drawn.add(node);
    return original(parent, node, childOf(parent, next) ?? null);
  },
  removeChild: () => (parent, node) => {
    drawn.delete(node);
    const child = childOf(parent, node);
    node.remove();
    // What others put around it may hold more than it did.
    if (isFont(child) && (standIns.get(node) === child || !child.textContent)) child.remove();
    return node;
  },
  set_nodeValue: (original) => (node, ...value) => {
    standIns.get(node)?.replaceWith(node);
    original(node, ...value);
  },
};

/** Puts these changes in the place of the generated ones, which have a hash in their names. */
export const mendImports = (imports) => {
  for (const module of Object.values(imports)) {
    for (const name in module) {
      const change = changes[/^__wbg_(.+)_/.exec(name)?.[1]];
      if (change) module[name] = change(module[name]);
    }
  }
};

/** Puts what others remove from an element back, once: whoever removes it again is let. */
export const watch = (frame, app, signal) => {
  for (const node of [app, ...frame.querySelectorAll(":not(.app *)")]) drawn.add(node);
  const observer = new MutationObserver((records) => {
    // From the last, so that what follows a node is there again.
    for (const { target, addedNodes, removedNodes, previousSibling, nextSibling } of records.reverse()) {
      // What others put into a card is about its entry: no other is written there (`State::keeps_cards`).
      const isOurs = (node) => drawn.has(node) || isFont(node);
      if (![...addedNodes].every(isOurs)) target.closest(".cards")?.classList.add("held");
      const standIn = [...addedNodes, previousSibling, nextSibling].find(isFont);
      for (const node of removedNodes) {
        if (node.isConnected) continue;
        if (standIn) standIns.set(node, standIn);
        else if (drawn.delete(node)) target.insertBefore(node, childOf(target, nextSibling) ?? null);
      }
    }
  });
  observer.observe(frame, { childList: true, subtree: true });
  signal.addEventListener("abort", () => observer.disconnect());
};
