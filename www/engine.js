// What the loader fetches: the wasm's glue, and the styles of what it draws first.
import { fetchPartsWith, init, mount, whenBroken } from "./glue.js";
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

/** How long to wait for the files beside the catalogue, which the search can do without, though it finds less. */
const PATIENCE = 15e3;

/** Starts the engine once for all elements of the page. `share` is the loader's way to request things. */
export const start = async (wasm, share, sheetOf, broke) => {
  whenBroken(broke);
  // The engine's files belong to the page and not to an element, so no removal aborts them.
  const file = (name, integrity, read, keep) => {
    const { href } = new URL(name, import.meta.url);
    return share(href, undefined, async (init) => read(await fetch(href, { ...init, integrity })), keep);
  };
  fetchPartsWith(file);
  await init({ module_or_path: wasm });
  const sheet = sheetOf(css);
  /** The styles of pages, fetched once for all elements. */
  const loadStyles = () => file(VIRKER_STYLES, VIRKER_STYLES_INTEGRITY, async (styles) => sheetOf(await styles.text()), true);
  /** Resolves when what was just drawn has been painted, so that nothing fetched from then on delays it. */
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  /** The bytes of a file beside an element's catalogue; undefined if there is no such file. */
  const beside = ({ url, signal }) => (name) => {
    const { href } = new URL(name, url);
    const read = (response) => (response.ok ? response.arrayBuffer() : undefined);
    return share(href, signal, async (init) => read(await fetch(href, init)), false, PATIENCE);
  };
  const mountIn = (host) => {
    const { frame, app, signal } = host;
    const sheets = frame.getRootNode().adoptedStyleSheets;
    sheets.push(sheet);
    // Escape presses the button that cancels a question: 'Bliv her'.
    frame.addEventListener("keydown", ({ key }) => key === "Escape" && app.querySelector("[data-escape]")?.click());
    // WebKit takes what lies behind the sticky answer for visible, whatever its scroll-margin says, and leaves the focus
    // there; Firefox sometimes forgets to scroll. Otherwise this does nothing.
    frame.addEventListener("keyup", ({ key, target }) => key === "Tab" && target.scrollIntoView({ block: "nearest" }));
    return mount({
      ...host,
      painted,
      loadStyles: async () => {
        try {
          const styles = await loadStyles();
          if (!signal.aborted && !sheets.includes(styles)) sheets.push(styles);
        } catch (error) {
          console.error(`Virker: ${VIRKER_STYLES}`, error);
          throw error;
        }
      },
      copy,
      save,
      open,
      guard: guard(),
      print,
      modal,
      // Read each time: a host may change its page's address meanwhile.
      get address() {
        return location.href.split("#")[0];
      },
      get removed() {
        return signal.aborted;
      },
      beside: beside(host),
    });
  };
  return { mount: mountIn };
};
