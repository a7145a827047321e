const rest = () => (globalThis.scheduler?.yield ? scheduler.yield() : new Promise((next) => setTimeout(next)));

/** Does something with each, in slices of 12 ms, so that the page can be used meanwhile. */
export const inSlices = async (list, work) => {
  let begun = performance.now();
  for (const [nth, one] of list.entries()) {
    const done = work(one, nth);
    if (done?.then) await done;
    if (performance.now() - begun < 12) continue;
    await rest();
    begun = performance.now();
  }
};
