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

const here = (name) => new URL(name, import.meta.url);

let engine;
let tries = 0;
const loadEngine = () => {
  if (!engine) {
    const wasm = fetch(here(VIRKER_WASM), { ...quiet, integrity: VIRKER_WASM_INTEGRITY });
    // If the engine's script fails first, the wasm's own failure is not news.
    wasm.catch(() => {});
    // Browsers keep one module per address, also one that failed or whose engine broke: each further try needs an
    // address of its own.
    const own = import(here(VIRKER_ENGINE + (tries++ ? "?retry=" + tries : ""))).then((module) =>
      module.start(wasm, quiet, sheetOf, () => {
        // What is left of an engine that broke before may trap again.
        if (engine !== own) return;
        engine = undefined;
        standing.forEach((element) => element.broke());
      }),
    );
    // A failure is forgotten, so that trying again really tries.
    own.catch(() => (engine = undefined));
    engine = own;
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

class Virker extends HTMLElement {
  static observedAttributes = ["catalogue", "calculator", "heading-level"];
  #handle;
  #turn = 0;
  #input;
  #waiting;

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
    // What it drew goes at once; a broken engine would leave it.
    this.#waiting?.previousSibling?.remove();
  }

  async #start() {
    const turn = ++this.#turn;
    const query = this.#input?.value ?? "";
    const parts = this.#draw(query);
    try {
      const address = this.getAttribute("catalogue");
      const url = address ? new URL(address, document.baseURI).href : "";
      // Asked for before the engine is there, so that both are on their way at once.
      let asked = url && request(url);
      const { mount, dress, sheet } = await loadEngine();
      if (turn !== this.#turn) return;
      const sheets = this.shadowRoot.adoptedStyleSheets;
      sheets.push(sheet);
      this.#handle = mount({
        ...parts,
        host: this,
        url,
        name: this.id || this.localName.slice(7),
        calculator: this.#isPanel ? undefined : this.getAttribute("calculator") ?? "",
        query: this.#input?.value ?? "",
        fragment: location.hash,
        request: () => {
          const answer = asked ?? request(url);
          asked = undefined;
          return answer;
        },
        loadStyles: async () => sheets.push(await dress()),
        write: (text) => this.#write(text),
        drawn: (ready) => {
          parts.waiting.hidden = true;
          parts.slot.hidden = ready;
          this.#tell(ready ? "ready" : "failed");
        },
      });
    } catch (error) {
      if (turn === this.#turn) this.#fail(error);
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
    root.replaceChildren(frame);
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
    console.error(`Virker ${VIRKER_VERSION}: ${here(VIRKER_WASM)} did not start. Does the CSP allow 'wasm-unsafe-eval'?`, error);
    const waiting = this.#waiting;
    waiting.hidden = waiting.nextSibling.hidden = false;
    waiting.replaceChildren(
      make("p", { role: "alert" }, "Vi kan ikke vise kataloget her lige nu. Fejlen er hos os, ikke hos dig."),
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
