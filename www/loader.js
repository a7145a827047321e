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
const standing = new Set();

let engine;
const loadEngine = () => {
  if (!engine) {
    const here = (name) => new URL(name, import.meta.url);
    const wasm = fetch(here(VIRKER_WASM), { ...quiet, integrity: VIRKER_WASM_INTEGRITY });
    // If the engine's script fails first, the wasm's own failure is not news.
    wasm.catch(() => {});
    engine = import(here(VIRKER_ENGINE)).then((module) =>
      module.start(wasm, sheetOf, () => standing.forEach((element) => element.broke())),
    );
    // A failure is forgotten, so that trying again really tries.
    engine.catch(() => (engine = undefined));
  }
  return engine;
};

// One request per address in flight, shared by all elements of the page.
const requests = new Map();
const request = (url) => {
  if (!requests.has(url)) {
    const answer = fetch(url, quiet).then(async (response) => ({
      status: response.ok ? 0 : response.status,
      body: response.ok ? await response.json().catch(() => undefined) : undefined,
    }));
    requests.set(url, answer);
    const forget = () => requests.delete(url);
    answer.then(forget, forget);
  }
  return requests.get(url);
};

const make = (tag, attributes = {}, ...children) => {
  const element = document.createElementNS(
    /^(svg|path)$/.test(tag) ? "http://www.w3.org/2000/svg" : "http://www.w3.org/1999/xhtml",
    tag,
  );
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  element.append(...children);
  return element;
};
const icon = (d) => make("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": "true" }, make("path", { d }));

class Virker extends HTMLElement {
  static observedAttributes = ["catalogue", "calculator", "heading-level"];
  #handle;
  #turn = 0;
  #input;

  connectedCallback() {
    // An element that is moved keeps its state: it was not stopped in between.
    if (standing.has(this)) return;
    standing.add(this);
    this.#start();
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      standing.delete(this);
      this.#stop();
    });
  }

  attributeChangedCallback(name, before, after) {
    if (standing.has(this) && before !== after) {
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
    this.#turn++;
    // A broken engine cannot be freed, and need not be.
    try {
      this.#handle?.stop();
    } catch {}
    this.#handle = undefined;
  }

  async #start() {
    const turn = ++this.#turn;
    const query = this.#input?.value ?? "";
    const parts = this.#draw(query);
    const address = this.getAttribute("catalogue");
    const url = address ? new URL(address, document.baseURI).href : "";
    // Asked for before the engine is there, so that both are on their way at once.
    const first = url && request(url);
    first?.catch?.(() => {});
    try {
      const { mount, sheet } = await loadEngine();
      if (turn !== this.#turn) return;
      this.shadowRoot.adoptedStyleSheets = [this.shadowRoot.adoptedStyleSheets[0], sheet];
      let asked = first;
      this.#handle = mount({
        ...parts,
        host: this,
        url,
        name: this.id || this.localName.slice(7),
        level: +this.getAttribute("heading-level") || 2,
        calculator: this.#isPanel ? undefined : this.getAttribute("calculator") ?? "",
        query: this.#input?.value ?? "",
        fragment: location.hash,
        request: () => {
          const answer = asked ?? request(url);
          asked = undefined;
          return answer;
        },
        write: (text) => this.#write(text),
        stands: (ready) => {
          parts.waiting.hidden = true;
          parts.slot.hidden = ready;
          if (ready) this.dispatchEvent(new CustomEvent("virker-ready", { bubbles: true, composed: true }));
        },
      });
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
    }
  }

  #draw(query) {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheetOf(css)];
    const app = make("div", { class: "app" });
    const announce = make("p", { class: "sr announce", role: "status", "aria-atomic": "true" });
    const waiting = make("div", { class: "waiting" }, make("p", { class: "waiting__text" }, "Henter kataloget …"));
    for (let n = 0; n < 2; n++) {
      waiting.append(make("div", { class: "skeleton", "aria-hidden": "true" }, ..."12345".split("").map(() => make("b"))));
    }
    const slot = make("slot");
    const inner = make("section", { class: "inner", "aria-label": this.#isPanel ? "Find det der virker" : "Beregner" });
    if (this.#isPanel) inner.append(...this.#search(query));
    inner.append(app, waiting, slot, announce);
    const frame = make("div", { class: "virker", lang: "da" }, inner);
    root.replaceChildren(frame);
    // Shortcuts of the host's page are not for what is typed here.
    frame.addEventListener("keydown", (event) => event.stopPropagation());
    return { frame, app, announce, waiting, slot };
  }

  #search(query) {
    const level = Math.min(Math.max(+this.getAttribute("heading-level") || 2, 1), 4);
    const input = (this.#input = make("input", {
      id: "q", type: "text", inputmode: "search", enterkeyhint: "search", autocomplete: "off", "aria-describedby": "q-hint",
    }));
    const clear = make("button", { type: "button", class: "search__clear", "aria-label": "Ryd søgningen" }, icon("M6.5 6.5l11 11M17.5 6.5l-11 11"));
    const form = make(
      "form",
      { class: "search", role: "search" },
      make("label", { class: "search__label", for: "q" }, "Hvad leder du efter?"),
      make("span", { class: "search__hint", id: "q-hint" }, "Skriv et ord, for eksempel mad, nabo eller job"),
      make(
        "div",
        { class: "search__field" },
        icon("M11 17.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13zM15.8 15.8l4.7 4.7"),
        input,
        clear,
        make("button", { class: "button" }, "Søg"),
      ),
    );
    const changed = () => {
      clear.hidden = !input.value;
      this.#handle?.typed(input.value);
    };
    input.value = query;
    clear.hidden = !query;
    input.addEventListener("input", changed);
    const empty = () => {
      input.value = "";
      changed();
      input.focus();
    };
    clear.addEventListener("click", empty);
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && input.value) empty();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#handle?.submitted();
    });
    this.#write = (text) => {
      input.value = text;
      clear.hidden = !text;
    };
    return [
      make(
        "header",
        { class: "head" },
        make("h" + level, { class: "title" }, "Find det der virker"),
        make("p", { class: "lead" }, "Idéer, der kan gøre hverdagen lettere. For dig, din familie og dem, der hjælper."),
      ),
      form,
    ];
  }

  #write = () => {};

  /** The engine cannot run: the page's own content stays, with a way on. */
  #fail(error) {
    console.error("Virker " + VIRKER_VERSION + ": the engine could not start. Check that " + new URL(VIRKER_WASM, import.meta.url) + " is there and that the page's CSP has script-src 'wasm-unsafe-eval'.", error);
    const root = this.shadowRoot;
    const waiting = root.querySelector(".waiting");
    const again = make("button", { type: "button", class: "button" }, "Prøv igen");
    again.addEventListener("click", () => {
      this.#stop();
      this.#start();
    });
    waiting.hidden = root.querySelector("slot").hidden = false;
    root.querySelector(".app").replaceChildren();
    waiting.replaceChildren(
      make("p", { class: "waiting__text", role: "alert" }, "Vi kan ikke vise kataloget her lige nu. Fejlen er hos os, ikke hos dig."),
      again,
    );
    this.dispatchEvent(new CustomEvent("virker-failed", { bubbles: true, composed: true }));
  }
}

for (const name of ["virker-panel", "virker-calculator"]) {
  const known = customElements.get(name);
  if (!known) {
    const element = class extends Virker {};
    element.version = VIRKER_VERSION;
    customElements.define(name, element);
  } else if (known.version !== VIRKER_VERSION) {
    console.warn(`Virker ${VIRKER_VERSION}: <${name}> is already defined by version ${known.version}, which stays. Keep only one script tag.`);
  }
}
