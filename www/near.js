// Waits with an element that is far from what the visitor sees, or not shown: fetched only for such elements.

/** Calls `wake` once the element is within a window's height of what is seen, or a link names an element of ours: with the
 *  address that the link left. Until then, or until `signal` is aborted, it waits. */
export const whenNear = (element, wake, signal) => {
  if (signal.aborted) return;
  // It has no box of its own, so it would never be near.
  if (getComputedStyle(element).display === "contents") return wake();
  const observer = new IntersectionObserver((entries) => entries.some(({ isIntersecting }) => isIntersecting) && wake(), { rootMargin: "100%" });
  const linked = (event) => location.hash.includes("virker.") && wake(event?.oldURL);
  observer.observe(element);
  addEventListener("hashchange", linked, { signal });
  signal.addEventListener("abort", () => observer.disconnect());
  linked();
};
