// Runs in each page before its own scripts, and sees it as a visitor does: what stands in the field, which cards are
// shown. Times are milliseconds since the navigation began. `config` is a `Contender`, with the words that are typed.
((config) => {
  if (!location.protocol.startsWith("http")) return;
  const now = () => performance.now();
  const sleep = (ms) => new Promise((next) => setTimeout(next, ms));
  const root = () => (config.host ? document.querySelector(config.host)?.shadowRoot : document.body);
  const field = () => root()?.querySelector(config.field);
  const isShown = (element) => !!element?.getClientRects().length;
  const tasks = [];
  let shift = 0;
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((task) => task.startTime))).observe({ type: "longtask", buffered: true });
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (shift += entry.value))).observe({ type: "layout-shift", buffered: true });

  // The heap's size leaves out the memories of wasm: they are noted as modules start.
  const memories = new Set();
  const noted = (instance, imports) => {
    const given = Object.values(imports ?? {}).flatMap(Object.values);
    for (const one of [...given, ...Object.values(instance.exports)]) if (one instanceof WebAssembly.Memory) memories.add(one);
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const start = WebAssembly[name];
    WebAssembly[name] = async (source, imports, ...others) => {
      const started = await start.call(WebAssembly, source, imports, ...others);
      noted(started.instance ?? started, imports);
      return started;
    };
  }
  const wasmBytes = () => [...memories].reduce((sum, memory) => sum + memory.buffer.byteLength, 0);

  const isListed = () => {
    const card = root()?.querySelector(config.card);
    return isShown(card) && /\S/.test(card.textContent);
  };
  const isAnswered = () => [...(root()?.querySelectorAll(config.mark) ?? [])].some((mark) => mark.textContent.toLowerCase().startsWith(config.word));
  const type = (text) => {
    const input = field();
    input.value = text;
    input.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
  };

  // When a condition is first met in a frame, and that frame has been painted. Frames come every 16.7 ms.
  const first = (isMet, limit = config.limit) =>
    new Promise((resolve) => {
      const frame = () => {
        if (now() > limit) return resolve(null);
        if (!isMet()) return requestAnimationFrame(frame);
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(now());
        port2.postMessage(null);
      };
      requestAnimationFrame(frame);
    });
  const stands = first(() => {
    const input = field();
    return isShown(input) && !input.disabled && !input.readOnly;
  });
  const listed = config.lists ? first(isListed) : Promise.resolve(null);

  // From a key to the last change of what is shown: over when nothing changes for a while. Announcements to screen
  // readers come late on purpose, and are left out.
  const key = async (text) => {
    let changed = 0;
    const observer = new MutationObserver((records) => {
      const seen = records.some(({ target }) => !(target.nodeType === 1 ? target : target.parentNode)?.closest?.("[role=status], [aria-live]"));
      if (seen) changed = now();
    });
    observer.observe(root(), { subtree: true, childList: true, characterData: true });
    const pressed = now();
    type(text);
    do await sleep(20);
    while (now() - Math.max(changed, pressed) < config.quiet);
    observer.disconnect();
    return changed ? changed - pressed : null;
  };

  const count = async (from) => {
    await sleep(100);
    return tasks.filter((start) => start >= from).length;
  };

  /** Loads in peace, waits until the search answers, then types the words letter by letter. */
  const look = async () => {
    const found = { field: await stands, cards: await listed, shift: 0, loading: 0, typing: 0, keys: [], silent: 0, wasm: 0 };
    await sleep(1000);
    found.shift = shift;
    if (config.searches) {
      type(config.word);
      if ((await first(isAnswered)) === null) return found;
      await key("");
    }
    found.loading = await count(0);
    found.wasm = wasmBytes();
    if (!config.searches) return found;
    const begun = now();
    for (const word of config.words)
      for (let end = 1; end <= word.length; end++) {
        const took = await key(word.slice(0, end));
        if (took === null) found.silent++;
        else found.keys.push(took);
      }
    await key("");
    found.typing = await count(begun);
    found.wasm = wasmBytes();
    return found;
  };

  /** Types a word as soon as the field stands. */
  const ask = async () => {
    if ((await stands) === null) return { answer: null, at: null };
    field().focus();
    type(config.word);
    const answer = await first(isAnswered);
    return { answer, at: performance.timeOrigin + (answer ?? now()) };
  };

  globalThis.benchProbe = config.asks ? ask() : look();
})
