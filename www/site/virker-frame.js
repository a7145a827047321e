// For pages that show Virker in an <iframe class="virker">: gives each frame the height of what it shows. Without it, the
// frame keeps its own height and scrolls.

/** The heights that are believed, in CSS pixels: from a message to the largest catalogue with all of its cards shown. */
const [LEAST, MOST] = [80, 100_000];

/** @returns {NodeListOf<HTMLIFrameElement>} */
const frames = () => document.querySelectorAll("iframe.virker");

/**
 * Asks a frame for its height. The question says nothing, so any page may hear it; the frame answers only its own parent,
 * at an origin that it knows.
 * @param {HTMLIFrameElement} frame
 */
const ask = (frame) => frame.contentWindow?.postMessage({ type: "virker-hello" }, "*");

addEventListener("message", ({ data, origin, source }) => {
  if (data?.type !== "virker-height" || !Number.isInteger(data.height) || data.height < LEAST || data.height > MOST) return;
  for (const frame of frames()) {
    // The window says which frame it is; the origin, that what it shows is still what this page put there.
    if (frame.contentWindow === source && new URL(frame.src).origin === origin) frame.height = String(data.height);
  }
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
