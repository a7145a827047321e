// For pages that show Virker in an <iframe class="virker">: gives each frame the height of what it shows, and scrolls to
// what gets the focus in it. Without it, the frame keeps its own height and scrolls.

/** The heights that are believed, in CSS pixels: from a message to the largest catalogue with all of its cards shown. */
const [LEAST, MOST] = [80, 100_000];
/** The room around what gets the focus, in CSS pixels. */
const ROOM = 16;

/** @returns {NodeListOf<HTMLIFrameElement>} */
const frames = () => document.querySelectorAll("iframe.virker");

/**
 * Asks a frame for its height. The question says nothing, so any page may hear it; the frame answers only its own parent,
 * at an origin that it knows.
 * @param {HTMLIFrameElement} frame
 */
const ask = (frame) => frame.contentWindow?.postMessage({ type: "virker-hello" }, "*");

/** Scrolls no further than what has the focus needs, and not at all when it is in view.
 * @param {HTMLIFrameElement} frame @param {number} top @param {number} bottom Both in the frame, in CSS pixels. */
const reveal = (frame, top, bottom) => {
  // What covers the window's edges, such as a header that stays.
  const { scrollPaddingTop, scrollPaddingBottom } = getComputedStyle(document.documentElement);
  const { top: from } = frame.getBoundingClientRect();
  const above = from + top - (parseFloat(scrollPaddingTop) || 0) - ROOM;
  const below = from + bottom + (parseFloat(scrollPaddingBottom) || 0) + ROOM - innerHeight;
  const by = above < 0 ? above : Math.min(above, Math.max(below, 0));
  if (by) scrollBy({ top: by, behavior: "instant" });
};

addEventListener("message", ({ data, origin, source }) => {
  // The window says which frame it is; the origin, that what it shows is still what this page put there.
  const frame = [...frames()].find((frame) => frame.contentWindow === source && new URL(frame.src).origin === origin);
  if (!frame) return;
  const { type, height, top, bottom } = data ?? {};
  if (type === "virker-height" && Number.isInteger(height) && height >= LEAST && height <= MOST) frame.height = String(height);
  // A frame that is not as tall as it asked for scrolls by itself.
  const isWhole = frame.clientHeight >= Number(frame.height);
  if (type === "virker-focus" && isWhole && [top, bottom].every(Number.isFinite) && 0 <= top && top <= bottom && bottom <= frame.clientHeight) reveal(frame, top, bottom);
});

// A frame may have loaded before this script, or load later, also again.
frames().forEach(ask);
document.addEventListener(
  "load",
  ({ target }) => {
    if (target instanceof HTMLIFrameElement && target.matches("iframe.virker")) ask(target);
  },
  true,
);
