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
export const restartOnChange = (element, signal) => {
  const attributeFilter = "id arena audience place query locked values view events debug".split(" ");
  const observer = new MutationObserver((records) => {
    // What is in the field outlives a start, so another preset text is searched for instead.
    if (records.every(({ attributeName }) => attributeName === "query")) element.search(element.getAttribute("query") ?? "");
    else element.attributeChangedCallback("", 0, 1);
  });
  observer.observe(element, { attributeFilter });
  signal.addEventListener("abort", () => observer.disconnect());
};
