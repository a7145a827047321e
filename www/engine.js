// The engine's script, fetched by the loader: the wasm's glue, and what the engine asks of the browser.
import { fetchBodies } from "./bodies.js";
import { replace } from "./replace.js";
import { fetchPartsAhead, fetchPartsWith, init, mount, onTrap } from "./glue.js";

// Exports: copying, saving and printing.
const copy = async (text) => navigator.clipboard.writeText(text);
const save = (name, type, text) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1e4);
};
/** Prints an element in its own document, so that the host's page is not printed. The style sheets are created anew
 *  there: a constructed sheet belongs to one document, and a CSP without inline styles still allows it. */
const print = async (element) => {
  const iframe = document.createElement("iframe");
  iframe.style.cssText = "position:fixed;inset-inline-start:-9999px;inline-size:210mm;block-size:297mm;border:0";
  iframe.title = element.dataset.title;
  iframe.ariaHidden = true;
  document.body.append(iframe);
  const { contentDocument, contentWindow } = iframe;
  const sheet = new contentWindow.CSSStyleSheet();
  sheet.replaceSync(element.getRootNode().adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules].map((rule) => rule.cssText)).join(""));
  contentDocument.adoptedStyleSheets = [sheet];
  contentDocument.title = iframe.title;
  contentDocument.documentElement.lang = "da";
  const frame = contentDocument.createElement("div");
  frame.className = "virker";
  frame.append(contentDocument.importNode(element, true));
  contentDocument.body.append(frame);
  for (const today of frame.querySelectorAll("[data-today]")) {
    today.textContent = new Date().toLocaleDateString("da-DK", { dateStyle: "long" });
  }
  await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  contentWindow.print();
  iframe.remove();
};
/** Whether a parsed file is as flat as saved worksheets are: a deep one could exhaust the engine's stack. */
const isFlat = (json, depth = 2) => json !== Object(json) || (depth > 0 && Object.values(json).every((value) => isFlat(value, depth - 1)));
/** The JSON in a file that the user chooses: null if it cannot be a worksheet. Rejects if the user cancels. */
const open = () =>
  new Promise((resolve, reject) => {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json", oncancel: reject });
    input.onchange = async () => {
      const [file] = input.files;
      const text = file.size < 1e6 ? await file.text().catch(() => "") : "";
      try {
        const json = JSON.parse(text);
        resolve(isFlat(json) ? json : null);
      } catch {
        resolve(null);
      }
    };
    input.click();
  });
/** Makes the browser ask before the page is left; each element has its own listener. */
const guard = (listener = (event) => (event.returnValue = true)) => (on) => (on ? addEventListener : removeEventListener)("beforeunload", listener);
const modal = (dialog) => dialog.open || dialog.showModal();

/** Starts the engine once for all elements of the page. `share` is the loader's function for requests; `isPanel` tells
 *  what the first element needs. */
export const start = async (wasm, share, isPanel, stopped) => {
  onTrap(stopped);
  // The engine's files belong to the page and not to an element, so no element's removal aborts them.
  const file = (name, integrity, read, keep) => {
    const { href } = new URL(name, import.meta.url);
    return share(href, undefined, async (init) => read(await fetch(href, { ...init, integrity })), keep);
  };
  fetchPartsWith(file);
  let attempts = 0;
  /** A host's own search in place of the published parts. Its script is fetched by the first element that has one. */
  const provided = (host) => {
    const { href } = new URL(VIRKER_PROVIDER, import.meta.url);
    // Browsers keep a module that failed, so each further attempt has its own URL.
    const attempt = () => import(href + (attempts++ ? "?retry=" + attempts : ""));
    const script = async () => (provides ??= (await share(href, undefined, attempt, true)).provide(host));
    let provides;
    const asked = (name) => async (...values) => (await script())[name](...values);
    return { request: asked("request"), search: asked("search"), entry: asked("entry") };
  };
  // Beside the engine, since the first answer needs it too.
  fetchPartsAhead(isPanel);
  await init({ module_or_path: wasm });
  const mountIn = (host) => {
    const { frame, app, signal } = host;
    // Escape presses the button that cancels a question: 'Bliv her'.
    frame.addEventListener("keydown", ({ key }) => key === "Escape" && app.querySelector("[data-escape]")?.click());
    // WebKit takes what is behind the sticky answer for visible, despite its scroll-margin, and does not scroll to the
    // focused element; Firefox sometimes does not either. Otherwise this does nothing.
    frame.addEventListener("keyup", ({ key, target }) => key === "Tab" && target.scrollIntoView({ block: "nearest" }));
    return mount({
      __proto__: host,
      ...(host.provider && provided(host)),
      provided: Boolean(host.provider),
      bodies: () => fetchBodies(host),
      // Before the next frame, but after the components in the view have been drawn too.
      show: (state) =>
        queueMicrotask(() => {
          if (signal.aborted) return;
          if (state !== "waiting") {
            app.hidden = false;
            replace(host.opening, app);
          }
          host.show(state);
        }),
      get opened() {
        return Boolean(host.opening.drawn);
      },
      copy,
      save,
      open,
      guard: guard(),
      print,
      modal,
      // A getter, since the host may change the page's URL.
      get address() {
        return location.href.split("#")[0];
      },
      get removed() {
        return signal.aborted;
      },
    });
  };
  return { mount: mountIn };
};
