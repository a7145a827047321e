// `scheduler.yield` would go on before the browser paints, and the first cards would be seen when all is done.
const rest = () =>
  new Promise((next) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = next;
    port2.postMessage(null);
  });

const painted = () => new Promise((next) => requestAnimationFrame(next)).then(rest);

/** Does something with each, in slices of 12 ms, so that the page can be used meanwhile, and after what was just drawn. */
export const inSlices = async (list, work) => {
  await painted();
  let begun = performance.now();
  for (const [nth, one] of list.entries()) {
    const done = work(one, nth);
    if (done?.then) await done;
    if (performance.now() - begun < 12) continue;
    await rest();
    begun = performance.now();
  }
};
