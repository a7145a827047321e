// Waits with an element that is far from what the visitor sees, or not shown: fetched only for such elements.

/** Calls `wake` once the element is within a window's height of what is seen, or a link names an element of ours: with the
 *  address that the link left. */
export const whenNear = (element, wake) => {
  const stop = () => {
    observer.disconnect();
    removeEventListener("hashchange", linked);
  };
  const start = (from) => {
    stop();
    // If it was removed, it waits anew where it is inserted.
    if (element.isConnected) wake(from);
  };
  const linked = (event) => {
    if (!element.isConnected) stop();
    else if (location.hash.includes("virker.")) start(event?.oldURL);
  };
  // A box of its own it does not have, and would never be near.
  if (getComputedStyle(element).display === "contents") return wake();
  const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && start(), { rootMargin: "100%" });
  observer.observe(element);
  addEventListener("hashchange", linked);
  linked();
};
