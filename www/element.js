// The elements. Each draws its search field at once and fetches the engine. The field belongs to us and is outside Yew's
// root, so its text and focus are kept when the engine has loaded.
import css from "./shell.css";
import { explain, importOpening, late, loadDocument, loadEngine, share } from "./requests.js";
import { create, icon, sheetOf } from "./dom.js";

const elements = new Set();

/** Prepares an element while its engine is on its way. */
const open = async (element) => {
  const { url, signal } = element;
  const catalogue = url ? loadDocument(url, signal) : undefined;
  // If the script fails first, that is the error to report.
  catalogue?.catch(() => {});
  const { prepare } = await late(VIRKER_OPENING, signal, importOpening);
  return prepare({ ...element, catalogue, share, load: loadDocument, sheetOf, create });
};

// What the widget cannot do without: Chrome and Edge 105, Firefox 121, Safari 16.4. They all run its wasm.
const supported = document.adoptedStyleSheets && globalThis.WebAssembly && CSS.supports("(container-type:inline-size) and selector(:has(a))");
if (!supported) console.warn(`Virker ${VIRKER_VERSION}: old-browser`);

/**
 * What all elements have.
 *
 * @attr {string} catalogue - The address of `catalogue.json`; a relative one is resolved against the page. Required.
 * @attr {string} id - The element's name in links. Default: the kind of element, such as `panel`.
 * @attr {1 | 2 | 3 | 4} [heading-level=2] - The level of the first heading.
 * @attr {"on" | "off"} [history=on] - `off`: the browser's Back does not close what was opened here, and nothing is added to the history.
 * @attr {"light" | "dark" | "auto"} [theme=light] - The colours. `auto` follows the visitor's system.
 * @attr {"da"} [lang=da] - The language of the widget's own texts. There is only Danish so far.
 * @attr {"counts" | "full"} [events=counts] - `full`: events also carry a link to what was searched for, opened or calculated. That can reveal illness: tell your visitors.
 * @attr {boolean} debug - Shows in the element what is wrong with it, for whoever sets up the page.
 * @slot - Your own content: shown until the element is ready, and when it cannot be shown.
 * @fires {CustomEvent<{}>} virker-ready - It can be used.
 * @fires {CustomEvent<{ code: string }>} virker-failed - It cannot be shown: the code of the failure, as in docs/troubleshooting.md. Your own content is shown.
 * @fires {CustomEvent<{ kind: "concept" | "calculator" | "worksheet", link?: string }>} virker-open - Something was opened: by the visitor, a link or `open`.
 * @csspart page - An opened entry, calculator or worksheet.
 */
class Virker extends HTMLElement {
  static observedAttributes = ["id", "catalogue", "calculator", "concept", "worksheet", "heading-level"];
  #handle;
  #controller;
  #input;
  #app;
  #isReady;
  #submitted;
  #link;
  #far;
  #waiting;
  #provider;

  /** A search engine of the host's own, behind a panel: search-provider.d.ts.
   *  @type {import("./search-provider").SearchProvider | undefined} */
  get searchProvider() {
    return this.#provider;
  }

  set searchProvider(provider) {
    this.#provider = provider;
    // It restarts, as for another catalogue.
    this.attributeChangedCallback("", 0, 1);
  }

  connectedCallback() {
    // An element that is moved was not stopped in between, and keeps its state. A document that nobody sees, such as a
    // parser's, has no view.
    if (elements.has(this) || !this.ownerDocument.defaultView) return;
    // Without a shadow root, the host's content is shown. Nothing is fetched.
    if (!supported) return this.#dispatch("failed", "old-browser");
    // A property that was set before the element was defined hides the accessors.
    this.#provider = this.searchProvider;
    delete this.searchProvider;
    elements.add(this);
    // What is not shown has no box. Where no visitor comes there, the page pays for little more than this script.
    if (this.getClientRects()[0]?.top < 2 * innerHeight) return this.#wake();
    this.#render();
    const { signal } = (this.#far = new AbortController());
    late(VIRKER_NEAR, signal).then(
      ({ whenNear }) => whenNear(this, this.#wake, signal),
      () => this.#wake(),
    );
  }

  disconnectedCallback() {
    queueMicrotask(() => {
      if (this.isConnected) return;
      elements.delete(this);
      this.#stop();
    });
  }

  adoptedCallback() {
    // In another document, its sheets are lost. It starts anew where it is connected.
    elements.delete(this);
    this.#stop();
  }

  attributeChangedCallback(name, before, after) {
    // One that is far reads them when it wakes.
    if (elements.has(this) && before !== after && !this.#far) this.#start();
  }

  /** The engine trapped: shows the fallback content again, with a message.
   *  @private */
  engineStopped() {
    this.#fail(new Error("the engine stopped"));
  }

  /** "panel", "calculator", "concept" or "worksheet". */
  get #kind() {
    return this.localName.slice(7);
  }

  #wake = (from) => {
    if (elements.has(this) && !this.#controller) this.#start(from);
  };

  get #name() {
    return this.id || this.#kind;
  }

  /** Opens the entry with this id, as a link to it would.
   *  @param {string} id */
  open(id) {
    const link = `#virker.${encodeURIComponent(this.#name)}=1;entry=${encodeURIComponent(id)}`;
    if (this.#handle) this.#handle.follow(link);
    else this.#link = link;
    this.#wake();
  }

  /** Puts a text in the search field and searches for it.
   *  @param {string} text */
  search(text) {
    if (!this.#input) return;
    this.#input.value = text;
    this.#input.dispatchEvent(new Event("input"));
    this.#wake();
  }

  /** Moves the focus to the search field, or to the first heading.
   *  @param {FocusOptions} [options] */
  focus(options) {
    this.shadowRoot?.querySelector("[data-screen=search] input, .app [tabindex]")?.focus(options);
  }

  #stop() {
    // Abort the requests that it waits for and what it shows, but only after a start that follows at once could join them.
    const controller = this.#controller;
    this.#far?.abort();
    this.#controller = this.#far = undefined;
    queueMicrotask(() => controller?.abort());
    this.#handle = undefined;
    this.#app?.remove();
  }

  /** Starts, or starts anew. `from` is the address that a link left which woke it. */
  async #start(from) {
    this.#stop();
    const controller = (this.#controller = new AbortController());
    const { signal } = controller;
    const parts = this.#render();
    this.#isReady = this.#submitted = false;
    try {
      const address = this.getAttribute("catalogue");
      const kind = this.#kind;
      const element = {
        ...parts,
        signal,
        // An address that is none is left as it is, and named in the message.
        url: address ? create("a", { href: address }).href : "",
        name: this.#name,
        kind,
        input: this.#input,
        provider: this.#input && this.#provider,
        host: this,
        from,
      };
      // Everything is requested at once.
      const [opening, { mount }] = await Promise.all([open(element), loadEngine(signal, kind, elements)]);
      if (controller !== this.#controller) return;
      const link = this.#link;
      this.#link = null;
      this.#handle = mount({
        ...element,
        ...opening,
        query: this.#input?.value ?? "",
        fragment: link ?? location.hash,
        show: (state, code) => {
          parts.waiting.hidden = state !== "waiting";
          parts.slot.hidden = state === "ready";
          this.#isReady = state === "ready";
          if (this.#submitted) this.#submit();
          // A listener of the page's may start it anew.
          if (state !== "waiting") this.#dispatch(state, code);
        },
      });
    } catch (error) {
      if (controller === this.#controller) this.#fail(error);
    }
  }

  #render() {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    const level = +(/^[1-4]$/.exec(this.getAttribute("heading-level")) ?? 2);
    const app = (this.#app = create("div.app"));
    const slot = create("slot");
    const waiting = (this.#waiting = create("div.waiting", create("p", "Henter …"), create("div.skeleton"), create("div.skeleton")));
    const inner = create("section.inner");
    if (this.#kind === "panel") {
      // A landmark; what stands alone is a part of the page's own text.
      inner.ariaLabel = "Find det der virker";
      inner.append(...this.#search(level));
    }
    inner.append(app, waiting, slot);
    const announce = create("p.announce", { role: "status" });
    const frame = create("div.virker", { lang: "da", dir: "ltr", "data-screen": "search" }, inner, announce);
    // Typing must not trigger the page's keyboard shortcuts, but a dialog of the page around the element needs these two, and
    // the page's own content in the element needs all.
    frame.onkeydown = frame.onkeypress = frame.onkeyup = (event) => /^(Escape|Tab)$/.test(event.key) || !frame.contains(event.target) || event.stopPropagation();
    root.adoptedStyleSheets = [sheetOf(css, this.ownerDocument)];
    root.replaceChildren(frame, create("div.strut"));
    return { frame, app, announce, waiting, slot, level };
  }

  #search(level) {
    const query = this.#input?.value ?? "";
    const input = (this.#input = create("input", { id: "q", autocomplete: "off", "aria-describedby": "hint" }));
    const form = create(
      "form.search",
      { role: "search", part: "search" },
      create("label.search__label", { for: "q" }, "Hvad leder du efter?"),
      create("span.search__hint", { id: "hint" }, "Skriv et ord eller en sætning"),
      create("div.search__field", icon("M11 17.5a6.5 6.5 0 1 0-.1 0zM15.8 15.8l4.7 4.7"), input, create("button.button", "Søg")),
    );
    input.value = query;
    input.oninput = () => this.#handle?.typed(input.value);
    form.onsubmit = (event) => {
      event.preventDefault();
      this.#submit();
    };
    return [
      create(
        "header.head",
        create(`h${level}.title`, "Find det der virker"),
        create("p.lead", "Idéer, der kan gøre hverdagen lettere. For dig, din familie og dem, der hjælper."),
      ),
      form,
    ];
  }

  /** Moves the focus to the results: now, or when there are some. */
  #submit() {
    this.#submitted = !this.#isReady;
    if (this.#isReady) this.#handle.submitted();
  }

  /** The engine cannot run: shows a message and a retry button, and the page's own content. */
  #fail(error) {
    this.#stop();
    const timedOut = error.name === "TimeoutError";
    console.error(`Virker ${VIRKER_VERSION}`, error);
    const waiting = this.#waiting;
    waiting.hidden = waiting.nextSibling.hidden = false;
    waiting.replaceChildren(
      create("p", { role: "alert" }, timedOut ? "Det tager for lang tid." : "Vi kan ikke vise kataloget lige nu. Fejlen er hos os, ikke hos dig."),
      create("button.button", { type: "button" }, "Prøv igen"),
    );
    waiting.lastChild.onclick = () => {
      this.#start();
      // The button that had the focus is gone.
      const frame = this.shadowRoot.firstChild;
      frame.tabIndex = -1;
      frame.focus();
    };
    const code = timedOut ? "engine-timeout" : "engine-failed";
    this.#dispatch("failed", code);
    explain(waiting, code);
  }

  #dispatch(name, code) {
    this.dispatchEvent(new CustomEvent("virker-" + name, { bubbles: true, composed: true, detail: code ? { code } : {} }));
  }
}

/**
 * A searchable catalogue of what works, with calculators and worksheets.
 *
 * @tagname virker-panel
 * @attr {string} query - What is searched for at first.
 * @attr {string} arena - The id of the life arena that is chosen at first.
 * @attr {string} audience - The ids of the audiences that are chosen at first, with spaces between.
 * @attr {string} place - The id of the region or kommune that is chosen at first.
 * @attr {string} locked - Which of `arena`, `audience` and `place` the visitor cannot change, with spaces between. Their filters are not shown. `region` means `place`.
 * @attr {string} values - Numbers of yours in place of the published ones: `mad_pr_dag=69,42; personer=20`.
 * @slot help - Your own help lines, below those of the catalogue in a crisis.
 * @slot contact - Your own contact, below the next step of each entry.
 * @fires {CustomEvent<{ results: number, link?: string }>} virker-search - The visitor searched or chose something, and rested.
 * @fires {CustomEvent<{ changed: number, link?: string }>} virker-calculate - The visitor calculated, with so many numbers of their own.
 * @csspart search - The search field with its label and button.
 * @csspart arenas - The life arenas.
 * @csspart filters - The other filters.
 * @csspart results - The results.
 * @csspart card - A card.
 */
export class VirkerPanel extends Virker {}

/**
 * A calculator that stands alone.
 *
 * @tagname virker-calculator
 * @attr {string} calculator - The calculator's id in the catalogue. Required.
 * @attr {string} values - Numbers of yours in place of the published ones: `mad_pr_dag=69,42; personer=20`.
 * @fires {CustomEvent<{ changed: number, link?: string }>} virker-calculate - The visitor calculated, with so many numbers of their own.
 */
export class VirkerCalculator extends Virker {}

/**
 * One entry of the catalogue.
 *
 * @tagname virker-concept
 * @attr {string} concept - The entry's id in the catalogue. Required.
 * @attr {"page" | "card"} [view=page] - The whole entry, or its card, which opens it.
 * @attr {string} values - Numbers of yours in place of the published ones: `mad_pr_dag=69,42; personer=20`.
 * @slot contact - Your own contact, below the next step of each entry.
 * @fires {CustomEvent<{ changed: number, link?: string }>} virker-calculate - The visitor calculated, with so many numbers of their own.
 * @csspart card - A card.
 */
export class VirkerConcept extends Virker {}

/**
 * A worksheet to fill in, print and save. What is written in it goes nowhere.
 *
 * @tagname virker-worksheet
 * @attr {string} worksheet - The worksheet's id in the catalogue. Required.
 */
export class VirkerWorksheet extends Virker {}
