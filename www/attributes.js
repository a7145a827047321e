// The attributes of an element beyond those that the loader reads: its presets, and what follows when one changes.

/** An element's presets, as the fragment of a link to an element without a name. */
export const presetOf = (element) => {
  const text = (name) => element.getAttribute(name) ?? "";
  const parts = [["q", text("query")], ["arena", text("arena")], ["place", text("place")]];
  for (const id of text("audience").split(/\s+/)) parts.push(["audience", id]);
  for (const pair of text("values").split(";")) {
    const [input, number = ""] = pair.split("=");
    // What is no number is named in check.js.
    if (/\d/.test(number)) parts.push(["n." + input.trim(), number.trim()]);
  }
  return "virker.=1" + parts.map(([key, value]) => `;${key}=${encodeURIComponent(value)}`).join("");
};

/** An element starts anew when one of its attributes changes, as with another catalogue. The loader itself observes those
 *  that it reads. */
export const restartOnChange = (element, signal, loadTheme) => {
  // It may have changed while the engine was on its way.
  loadTheme();
  const attributeFilter = "arena audience place query locked values view events debug theme".split(" ");
  const observer = new MutationObserver((records) => {
    const changed = (name) => records.some(({ attributeName }) => attributeName === name);
    if (records.some(({ attributeName }) => !/^(query|theme)$/.test(attributeName))) return element.attributeChangedCallback("", 0, 1);
    // A host may switch the colours at any moment, and nothing that is open or written is lost for it.
    if (changed("theme")) loadTheme();
    // What is in the field outlives a start, so another preset text is searched for instead.
    if (changed("query")) element.search(element.getAttribute("query") ?? "");
  });
  observer.observe(element, { attributeFilter });
  signal.addEventListener("abort", () => observer.disconnect());
};
