// Why the engine did not start: fetched only then. Its name is always the same, so that an old loader that a cache has
// kept gets that of the newest release.

/** What is wrong with a file that did not start, and how it is mended; or nothing. In Danish, as all that editors are told. */
const faultOf = (name, response) => {
  if (!response) return "kan ikke hentes. Svarer serveren, og tillader sidens sikkerhedsregler (connect-src) og serverens CORS det?";
  const { status } = response;
  if (status === 401 || status === 403) {
    return `giver svaret ${status}. Kun filer på sidens egen server får sidens cookies med. Ligger filen et andet sted, skal alle kunne hente den`;
  }
  if (status === 404 || status === 410) return `giver svaret ${status}. Læg alle filer fra udgaven op, og behold dem fra udgaverne før`;
  if (!response.ok) return `giver svaret ${status}`;
  const type = response.headers.get("Content-Type") ?? "ingen type";
  const isRight = name.endsWith(".wasm") ? !/html/.test(type) : /javascript/.test(type);
  if (!isRight) return `har typen ${type}. Sender serveren en side i stedet for filen?`;
};

const fetched = async (url) => {
  try {
    const response = await fetch(url, { cache: "reload", referrerPolicy: "no-referrer", signal: AbortSignal.timeout(2e4) });
    response.body?.cancel();
    return response;
  } catch {}
};

// The smallest wasm: a CSP forbids every other too.
const isWasmAllowed = async () => {
  try {
    return await WebAssembly.compile(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
  } catch {}
};

const create = (name, text = "") => Object.assign(document.createElement(name), { textContent: text });

/** Tells whoever looks after the page which file failed, why, and how it is mended: in the console, and folded in the element,
 *  where `debug` unfolds it. `names` are the files of the loader that failed; `waiting` shows its message and its button. A loader
 *  of an older release gives no code. */
export const explain = async (waiting, names, code = "engine-failed") => {
  const urlOf = (name) => new URL(name, import.meta.url).href;
  const details = create("details");
  details.className = "fold";
  details.open = waiting.getRootNode().host?.hasAttribute("debug");
  const summary = create("summary", "Til dig, der passer siden");
  // The styles of the opening may not be there: a finger needs as much.
  summary.style.minBlockSize = "44px";
  details.append(summary);
  const tell = (words) => {
    console.error(`Virker: ${words} (${code})`);
    details.append(create("p", words));
  };
  const offer = (text) => {
    const [message, button] = waiting.children;
    message.textContent = text;
    button.textContent = "Genindlæs siden";
    button.onclick = () => location.reload();
  };
  const look = async () => {
    if (code === "engine-timeout") return tell("Motoren var ikke kommet efter 45 sekunder. Forbindelsen er langsom, eller serveren er.");
    const all = await Promise.all(names.map(async (name) => [name, await fetched(urlOf(name))]));
    let found;
    for (const [name, response] of all) {
      const fault = faultOf(name, response);
      if (!fault) continue;
      found = true;
      tell(`${urlOf(name)} ${fault}.`);
      if (response?.status === 401) offer("Du skal måske logge ind igen, før kataloget kan vises.");
      if (response?.status === 404 && !names.includes(VIRKER_WASM)) {
        tell("En cache har gemt en ældre virker.js. Lad den højst blive gemt i en time.");
        // What the page will get when it is loaded again.
        await fetched(urlOf("virker.js"));
        return offer("Siden er blevet opdateret. Genindlæs den for at se kataloget.");
      }
    }
    if (found) return;
    tell(
      (await isWasmAllowed())
        ? "Alle filer er der. Bliver de ændret undervejs (integrity)? Se fejlen ovenfor i konsollen."
        : "Siden tillader ikke WebAssembly. Har sikkerhedsreglernes script-src 'wasm-unsafe-eval'?",
    );
  };
  await look();
  details.append(create("p", `Fejlkode: ${code}`));
  waiting.append(details);
};
