// The only file with a stable name. It defines <virker-panel> and
// <virker-calculator>, draws the search field at once, and fetches the engine.
// The field is the loader's own, outside Yew's root, so nobody loses what they
// typed or their focus when the engine arrives.
import css from "./shell.css";

const sheetOf = (text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};
// Nothing that we fetch carries cookies or tells where the visitor came from.
const quiet = { credentials: "omit", referrerPolicy: "no-referrer" };
const elements = new Set();

const here = (name) => new URL(name, import.meta.url);

// Requests in flight, and what is kept for good, by address. All elements of the page share them.
const shared = new Map();
const failed = new Set();
/**
 * Requests something once for all elements. `signal` aborts when the element that asks is removed; without one, the page
 * itself asks. The request is aborted when nobody waits for it any more, or when it takes longer than the limit. At
 * 5 kB/s, everything that comes before the first result takes 25 s. (`Cause::Timeout` names the limit.)
 * A failure is forgotten, and the next attempt bypasses the browser's cache, which may hold what failed.
 */
const share = (url, signal, request, keep, limit = 45e3) => {
  if (signal?.aborted) return Promise.reject(signal.reason);
  let one = shared.get(url);
  if (!one) {
    const controller = new AbortController();
    const init = { ...quiet, signal: controller.signal, cache: failed.has(url) ? "reload" : "default" };
    const timer = setTimeout(() => controller.abort(new DOMException(`${url} took more than ${limit / 1e3} s`, "TimeoutError")), limit);
    one = { controller, waiting: 0 };
    one.response = new Promise((resolve, reject) => {
      controller.signal.onabort = () => {
        // At once, so that nobody joins a request that is being aborted.
        shared.delete(url);
        reject(controller.signal.reason);
      };
      request(init).then(resolve, reject);
    });
    shared.set(url, one);
    const settled = (kept) => {
      clearTimeout(timer);
      controller.signal.onabort = null;
      if (!kept && shared.get(url) === one) shared.delete(url);
    };
    one.response.then(
      () => settled(keep),
      (error) => {
        if (error.name !== "AbortError") failed.add(url);
        settled();
      },
    );
  }
  const { response, controller } = one;
  one.waiting++;
  signal?.addEventListener("abort", () => --one.waiting || controller.abort(), { once: true });
  return response;
};

const wasmUrl = here(VIRKER_WASM).href;
let attempts = 0;
const loadEngine = (signal) =>
  share(
    wasmUrl,
    signal,
    async (init) => {
      const wasm = fetch(wasmUrl, { ...init, integrity: VIRKER_WASM_INTEGRITY });
      // If the engine's script fails first, that is the error to report.
      wasm.catch(() => {});
      // Browsers keep one module per address, even if it failed, its engine broke, or it never arrives. So each further
      // attempt has an address of its own.
      const attempt = attempts++;
      const module = await import(here(VIRKER_ENGINE + (attempt ? "?retry=" + attempt : "")));
      const current = shared.get(wasmUrl);
      const engine = await module.start(wasm, share, sheetOf, () => {
        // Leftovers of an engine that broke before may trap again.
        if (shared.get(wasmUrl) !== current) return;
        shared.delete(wasmUrl);
        elements.forEach((element) => element.broke());
      });
      return engine;
    },
    true,
  );

const loadCatalogue = (url, signal) =>
  share(url, signal, async (init) => {
    const response = await fetch(url, init);
    return {
      status: response.ok ? 0 : response.status,
      body: response.ok ? await response.json().catch(() => undefined) : undefined,
    };
  });

// An element from "name.class", and from attributes, texts and children in any order. Nothing is read as HTML, so
// hosts that allow no innerHTML (Trusted Types) can have us.
const make = (kind, ...parts) => {
  const [name, style] = kind.split(".");
  const element = /svg|path/.test(name) ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  if (style) element.setAttribute("class", style);
  for (const part of parts) {
    if (part.at || part.nodeType) element.append(part);
    else for (const key in part) element.setAttribute(key, part[key]);
  }
  return element;
};
const icon = (d) => make("svg.icon", { viewBox: "0 0 24 24", "aria-hidden": true }, make("path", { d }));

// What the widget cannot do without: Chrome and Edge 105, Firefox 121, Safari 16.4. They all run its wasm.
const supported = document.adoptedStyleSheets && globalThis.WebAssembly && CSS.supports("(container-type:inline-size) and selector(:has(a))");
if (!supported) console.warn(`Virker ${VIRKER_VERSION}: this browser is too old`);

class Virker extends HTMLElement {
  static observedAttributes = ["catalogue", "calculator", "heading-level"];
  #handle;
  #controller;
  #input;
  #waiting;

  connectedCallback() {
    // An element that is moved keeps its state: it was not stopped in between.
    if (elements.has(this)) return;
    // Without a shadow root, the host's content is shown. Nothing is fetched.
    if (!supported) return this.#tell("failed");
    elements.add(this);
    this.#start();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      elements.delete(this);
      this.#stop();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (elements.has(this) && before !== after) {
      this.#stop();
      this.#start();
    }
  }

  /** The engine broke: its fallback stands again, with a word about it. */
  broke() {
    this.#stop();
    this.#fail(new Error("the engine stopped"));
  }

  get #isPanel() {
    return this.localName === "virker-panel";
  }

  #stop() {
    // Abort what it waits for, but not before a start that follows at once can join that.
    const controller = this.#controller;
    this.#controller = undefined;
    queueMicrotask(() => controller?.abort());
    // A broken engine cannot be freed, and need not be.
    try {
      this.#handle?.stop();
    } catch {}
    this.#handle = undefined;
    // What it drew goes at once; a broken engine would leave it.
    this.#waiting?.previousSibling?.remove();
  }

  async #start() {
    const controller = (this.#controller = new AbortController());
    const { signal } = controller;
    const query = this.#input?.value ?? "";
    const parts = this.#draw(query);
    try {
      const address = this.getAttribute("catalogue");
      const url = address ? new URL(address, document.baseURI).href : "";
      // Asked for before the engine is there, so that both are on their way at once.
      let asked = url && loadCatalogue(url, signal);
      const { mount } = await loadEngine(signal);
      if (controller !== this.#controller) return;
      this.#handle = mount({
        ...parts,
        host: this,
        signal,
        url,
        name: this.id || this.localName.slice(7),
        calculator: this.#isPanel ? undefined : this.getAttribute("calculator") ?? "",
        query: this.#input?.value ?? "",
        fragment: location.hash,
        request: () => {
          const answer = asked ?? loadCatalogue(url, signal);
          asked = undefined;
          return answer;
        },
        write: (text) => this.#write(text),
        show: (state) => {
          parts.waiting.hidden = state !== "waiting";
          parts.slot.hidden = state === "ready";
          if (state !== "waiting") this.#tell(state);
        },
      });
    } catch (error) {
      if (controller === this.#controller) this.#fail(error);
    }
  }

  #draw(query) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const level = Math.min(parseInt(this.getAttribute("heading-level")) || 2, 4);
    const app = make("div.app");
    const slot = make("slot");
    const waiting = (this.#waiting = make("div.waiting", make("p", "Henter …"), make("div.skeleton"), make("div.skeleton")));
    const inner = make("section.inner", { "aria-label": this.#isPanel ? "Find det der virker" : "Beregner" });
    if (this.#isPanel) inner.append(...this.#search(level, query));
    inner.append(app, waiting, slot);
    const announce = make("p.announce", { role: "status" });
    const frame = make("div.virker", { lang: "da" }, inner, announce);
    // Shortcuts of the host's page are not for what is typed here.
    frame.onkeydown = (event) => event.stopPropagation();
    root.adoptedStyleSheets = [sheetOf(css)];
    root.replaceChildren(frame, make("div.strut"));
    return { frame, app, announce, waiting, slot, level };
  }

  #search(level, query) {
    const input = (this.#input = make("input", { id: "q", autocomplete: "off", "aria-describedby": "hint" }));
    const clear = make("button.search__clear", { type: "button", "aria-label": "Ryd søgningen" }, icon("M6.5 6.5l11 11M17.5 6.5l-11 11"));
    const form = make(
      "form.search",
      { role: "search" },
      make("label.search__label", { for: "q" }, "Hvad leder du efter?"),
      make("span.search__hint", { id: "hint" }, "Skriv et ord, for eksempel mad, nabo eller job"),
      make("div.search__field", icon("M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.8 15.8l4.7 4.7"), input, clear, make("button.button", "Søg")),
    );
    const changed = () => {
      clear.hidden = !input.value;
      this.#handle?.typed(input.value);
    };
    (this.#write = (text) => {
      input.value = text;
      clear.hidden = !text;
    })(query);
    input.oninput = changed;
    clear.onclick = () => {
      input.value = "";
      changed();
      input.focus();
    };
    input.onkeydown = (event) => {
      // A handler of this kind must not return false: that would swallow the key.
      if (event.key === "Escape" && input.value) clear.onclick();
    };
    form.onsubmit = (event) => {
      event.preventDefault();
      this.#handle?.submitted();
    };
    return [
      make(
        "header.head",
        make(`h${level}.title`, "Find det der virker"),
        make("p.lead", "Idéer, der kan gøre hverdagen lettere. For dig, din familie og dem, der hjælper."),
      ),
      form,
    ];
  }

  #write = () => {};

  /** The engine cannot run: the page's own content stays, with a way on. */
  #fail(error) {
    const late = error.name === "TimeoutError";
    console.error(`Virker ${VIRKER_VERSION}: ${here(VIRKER_WASM)} did not ${late ? "come" : "start. Does the CSP allow 'wasm-unsafe-eval'?"}`, error);
    const waiting = this.#waiting;
    waiting.hidden = waiting.nextSibling.hidden = false;
    waiting.replaceChildren(
      make("p", { role: "alert" }, late ? "Det tager for lang tid at hente kataloget." : "Vi kan ikke vise kataloget her lige nu. Fejlen er hos os, ikke hos dig."),
      make("button.button", { type: "button" }, "Prøv igen"),
    );
    waiting.lastChild.onclick = () => {
      this.#stop();
      this.#start();
    };
    this.#tell("failed");
  }

  #tell(name) {
    this.dispatchEvent(new CustomEvent("virker-" + name, { bubbles: true, composed: true }));
  }
}

for (const name of ["virker-panel", "virker-calculator"]) {
  const known = customElements.get(name);
  if (!known) {
    const element = class extends Virker {};
    element.version = VIRKER_VERSION;
    customElements.define(name, element);
  } else if (known.version !== VIRKER_VERSION) {
    console.warn(`Virker ${VIRKER_VERSION}: <${name}> ${known.version} stays. Keep one script tag.`);
  }
}
