// What only opened entries, calculators and worksheets ask of the browser: fetched with their code.

export { check } from "./check.js";

export const copy = async (text) => navigator.clipboard.writeText(text);
export const save = (name, type, text) => {
  const url = URL.createObjectURL(new Blob([text], { type }));
  Object.assign(document.createElement("a"), { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1e4);
};
// The document that was printed last.
let printed;
/** Prints an element in its own document, so that the host's page is not printed. The style sheets are created anew
 *  there: a constructed sheet belongs to one document, and a CSP without inline styles still allows it. */
export const print = async (element) => {
  // A browser that does not tell when it is done keeps the document until the next one.
  printed?.remove();
  // In a frame without this, `print` does nothing and does not say so.
  const { sandbox } = window.frameElement ?? {};
  if (sandbox?.length && !sandbox.contains("allow-modals")) throw new Error("sandbox");
  const iframe = (printed = document.createElement("iframe"));
  iframe.style.cssText = "position:fixed;inset-inline-start:-9999px;inline-size:210mm;block-size:297mm;border:0";
  iframe.title = element.dataset.title;
  iframe.ariaHidden = true;
  document.body.append(iframe);
  try {
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
    // `print` may return before anything is printed.
    contentWindow.onafterprint = () => iframe.remove();
    contentWindow.print();
  } catch (error) {
    iframe.remove();
    throw error;
  }
};
/** The text of a file that the user chooses: empty if it is too large for a worksheet. Rejects if the user cancels. */
export const open = () =>
  new Promise((resolve, reject) => {
    const input = Object.assign(document.createElement("input"), { type: "file", accept: ".json,application/json", oncancel: reject });
    input.onchange = async () => {
      const [file] = input.files;
      resolve(file.size < 1e6 ? await file.text().catch(() => "") : "");
    };
    input.click();
  });
export const modal = (dialog) => dialog.open || dialog.showModal();

/** Asks before what was written is lost: the browser before the page is left, and we before Turbo puts another page in its
 *  place. Each element has its own listener, as long as it is there. */
export function guard(on) {
  this.ask ??= (event) => {
    if (event.type === "beforeunload") event.returnValue = true;
    else if (!confirm("Du har ikke gemt det, du har skrevet. Skifter du side, er det væk.")) event.preventDefault();
  };
  for (const leaving of ["beforeunload", "turbo:before-visit"]) {
    (on ? addEventListener : removeEventListener)(leaving, this.ask, { signal: this.signal });
  }
}
