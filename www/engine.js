// What the loader fetches: the wasm's glue, and the styles of what it draws first.
import { begun, imports, mount } from "./pkg/virker.js";
import { whenBroken } from "./guard.js";
import css from "./panel.css";

// What a visitor takes along by a click: a copy, a file, a sheet of paper.
const copy = async (text) => navigator.clipboard.writeText(text);
const save = (name, type, text) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1e4);
};
/** Prints a part in a document of its own, so that the host's page is not printed. The sheets are made anew there: a
 *  sheet belongs to its document, and a host that allows no inline styles still allows these. */
const print = async (part) => {
  const page = document.createElement("iframe");
  page.style.cssText = "position:fixed;inset-inline-start:-9999px;inline-size:210mm;block-size:297mm;border:0";
  page.title = part.dataset.title;
  page.ariaHidden = true;
  document.body.append(page);
  const { contentDocument: paper, contentWindow: printer } = page;
  const sheet = new printer.CSSStyleSheet();
  sheet.replaceSync(part.getRootNode().adoptedStyleSheets.flatMap((from) => [...from.cssRules].map((rule) => rule.cssText)).join(""));
  paper.adoptedStyleSheets = [sheet];
  paper.title = page.title;
  paper.documentElement.lang = "da";
  const frame = paper.createElement("div");
  frame.className = "virker";
  frame.append(paper.importNode(part, true));
  paper.body.append(frame);
  for (const today of frame.querySelectorAll("[data-today]")) {
    today.textContent = new Date().toLocaleDateString("da-DK", { dateStyle: "long" });
  }
  await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  printer.print();
  page.remove();
};
/** Whether a parsed file is as flat as our own are: a deep one could exhaust the engine's stack. */
const isFlat = (json, depth = 2) => json !== Object(json) || (depth > 0 && Object.values(json).every((one) => isFlat(one, depth - 1)));
/** The JSON in a file that the user chooses: null when it is none of ours, a failure when none is chosen. */
const open = () =>
  new Promise((done, none) => {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json", oncancel: none });
    input.onchange = async () => {
      const [file] = input.files;
      const text = file.size < 1e6 ? await file.text().catch(() => "") : "";
      try {
        const json = JSON.parse(text);
        done(isFlat(json) ? json : null);
      } catch {
        done(null);
      }
    };
    input.click();
  });
/** Asks the browser to ask before the page is left; each element has a question of its own. */
const guard = (ask = (event) => (event.returnValue = true)) => (on) => (on ? addEventListener : removeEventListener)("beforeunload", ask);
const modal = (dialog) => dialog.open || dialog.showModal();

/** Starts the wasm. It is compiled while it comes, if the server says what it is; else when it is there. */
const begin = async (asked) => {
  const wasm = await asked;
  if (!wasm.ok) throw new Error(`${wasm.status} ${wasm.url}`);
  const known = wasm.headers.get("Content-Type") === "application/wasm";
  const { instance } = await (known
    ? WebAssembly.instantiateStreaming(wasm, imports())
    : WebAssembly.instantiate(await wasm.arrayBuffer(), imports()));
  return begun(instance);
};

/** Asks once for all elements; a failure is told and forgotten, so that trying again really tries. */
const once = (ask) => {
  let asked;
  return () =>
    (asked ??= ask().catch((error) => {
      console.error(error);
      asked = undefined;
      throw error;
    }));
};

/** Starts the engine once for all elements of the page. */
export const start = async (wasm, quiet, sheetOf, broke) => {
  whenBroken(broke);
  const __wasm_split = await begin(wasm);
  const behind = (name, integrity) => fetch(new URL(name, import.meta.url), { ...quiet, integrity });
  /** The styles of entries and calculators. */
  const dress = once(async () => sheetOf(await (await behind(VIRKER_STYLES, VIRKER_STYLES_INTEGRITY)).text()));
  /** Their code, linked to the first part's. A server may send it with any type. */
  const details = once(async () => {
    const code = await behind(VIRKER_DETAILS, VIRKER_DETAILS_INTEGRITY);
    await WebAssembly.instantiate(await code.arrayBuffer(), { __wasm_split });
  });
  /** When what was just drawn has been painted: from then on nobody waits for what we fetch. */
  const painted = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  /** The bytes of a file beside an element's catalogue; nothing if it isn't there. */
  const beside = (url) => (name) => fetch(new URL(name, url), quiet).then((response) => (response.ok ? response.arrayBuffer() : undefined));
  const into = (place) => {
    // Esc presses the button that says so: 'Bliv her'.
    place.frame.addEventListener("keydown", ({ key }) => key === "Escape" && place.app.querySelector("[data-escape]")?.click());
    // WebKit takes what lies behind the answer that sticks to the window's edge for seen, whatever its scroll-margin
    // says, and leaves the focus there; Firefox now and then forgets to scroll. Where all is well, this does nothing.
    place.frame.addEventListener("keyup", ({ key, target }) => key === "Tab" && target.scrollIntoView({ block: "nearest" }));
    return mount({
      ...place,
      painted,
      details,
      copy,
      save,
      open,
      guard: guard(),
      print,
      modal,
      // Asked for each time: a host may give its page another address meanwhile.
      get address() {
        return location.href.split("#")[0];
      },
      beside: beside(place.url),
    });
  };
  return { mount: into, dress, sheet: sheetOf(css) };
};
