// How the engine's view takes the place of the opening.

/**
 * Puts the same view in the place of the opening, if it is shown, with its focus, and does what was done in it. In one go, so that no
 * frame is painted in between.
 */
export const replace = (opening, view) => {
  const { drawn, done } = opening;
  if (!drawn) return;
  opening.drawn = opening.done = undefined;
  /** The element in the same place of the view. */
  const inPlaceOf = (node) => {
    if (node === drawn) return view;
    const { parentElement } = node;
    return inPlaceOf(parentElement)?.children[[...parentElement.children].indexOf(node)];
  };
  /** The same, unless the view differs there. The opening lists no more options than what is chosen. */
  const twinOf = (node) => {
    const twin = inPlaceOf(node);
    const isSame = twin?.localName === node.localName && (twin.localName === "select" || twin.textContent === node.textContent);
    return isSame ? twin : undefined;
  };
  const focused = drawn.getRootNode().activeElement;
  const focus = drawn.contains(focused) ? twinOf(focused) : undefined;
  const { selectionStart, selectionEnd } = focus ? focused : {};
  const twins = [...done].map(([node, act]) => [twinOf(node), act]);
  drawn.replaceWith(view);
  for (const [twin, act] of twins) if (twin) act(twin);
  focus?.focus({ preventScroll: true });
  if (selectionStart != null) focus.setSelectionRange(selectionStart, selectionEnd);
};
