// What an element hears before Yew does, or beside it.

/** A node and all that is around it, from the innermost. */
export const around = (node) => (node ? [node, ...around(node.assignedSlot ?? node.parentNode ?? node.host)] : []);

/** Whether it is a container that scrolls. The page's own scrolling is not the body's. */
const scrolls = (node) => node.nodeType === 1 && node !== document.body && /auto|scroll/.test(getComputedStyle(node).overflowY);

/** Listens to presses, keys and choices in a frame, which is in the shadow root of `element`. */
export const listen = (frame, element) => {
  // In a link or a button of the page's, a press is ours alone. A browser goes on to the page's default from what has none
  // of its own, and from a label.
  frame.addEventListener("click", (event) => {
    const { target } = event;
    if (!element.closest("a, button, label, summary") || target.closest("a, input, select, summary, .search .button")) return;
    event.preventDefault();
    const control = target.closest("label")?.control;
    control?.focus();
    control?.click();
  });
  // Escape presses the button that cancels a question ('Bliv her') or clears the field, and closes our dialog. Only if
  // there is none of these, the page hears it.
  frame.addEventListener("keydown", (event) => {
    const pressed = event.key === "Escape" && frame.querySelector("[data-escape], #q:focus + :not([hidden]), dialog[open]");
    if (!pressed) return;
    event.stopPropagation();
    pressed.click();
  });
  // What is chosen among the filters stays under the pointer, though a sentence about it appears above.
  const stay = ({ target }) => {
    if (!target.closest(".filters")) return;
    const topOf = () => target.getBoundingClientRect().top;
    const before = topOf();
    const scroller = around(element).find(scrolls) ?? window;
    requestAnimationFrame(() => scroller.scrollBy({ top: topOf() - before, behavior: "instant" }));
  };
  // Before Yew hears of it, and draws.
  frame.addEventListener("change", stay, true);
  // WebKit takes what is behind the sticky answer for visible, despite its scroll-margin, and does not scroll to the
  // focused element; Firefox sometimes does not either. Otherwise this does nothing.
  frame.addEventListener("keyup", ({ key, target }) => key === "Tab" && target.scrollIntoView({ block: "nearest" }));
};
