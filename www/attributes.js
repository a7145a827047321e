// The attributes of an element beyond those that the loader reads: which there are, what they may say, and what follows
// when they change.

// By element, from their descriptions in elements.js: `{ "virker-panel": "catalogue id …" }`. Put here by the build.
const known = VIRKER_ATTRIBUTES;
// What may be on any element.
const global = /^(class|style|title|dir|hidden|slot|part|exportparts|role|tabindex|translate|inert|is|nonce|popover|(data|aria|on|x|v|ng|hx)[-a-z:@.]*)$/;
// The words that an attribute may have.
const words = {
  "heading-level": ["1", "2", "3", "4"],
  events: ["counts", "full"],
  history: ["on", "off"],
  lang: ["da"],
  locked: ["arena", "audience", "place", "region"],
  theme: ["light", "dark", "auto"],
  view: ["page", "card"],
};

/** What is wrong with an element's attributes: sentences for whoever looks after the page. The default is used instead. */
export const check = (element) => {
  const names = known[element.localName].split(" ");
  const wrong = [];
  for (const { name, value } of element.attributes) {
    const valid = words[name];
    if (global.test(name)) continue;
    if (!names.includes(name)) wrong.push(`Attributten »${name}« kendes ikke. De kendte er: ${names.join(", ")}.`);
    else if (valid && value.split(" ").some((word) => word && !valid.includes(word))) wrong.push(`Attributten »${name}« kan ikke være »${value}«. Skriv: ${valid.join(", ")}.`);
  }
  return wrong;
};

/** An element's presets, as the fragment of a link to an element without a name. */
export const presetOf = (element) => {
  const text = (name) => element.getAttribute(name) ?? "";
  const parts = [["q", text("query")], ["arena", text("arena")], ["place", text("place")]];
  for (const id of text("audience").split(/\s+/)) parts.push(["audience", id]);
  for (const pair of text("values").split(";")) {
    const [input, number = ""] = pair.split("=");
    parts.push(["n." + input.trim(), number.trim()]);
  }
  return "virker.=1" + parts.map(([key, value]) => `;${key}=${encodeURIComponent(value)}`).join("");
};

/** An element starts anew when one of its attributes changes, as with another catalogue. The loader itself observes those
 *  that it reads. */
export const restartOnChange = (element, signal) => {
  const attributeFilter = "id arena audience place query locked values view theme events debug".split(" ");
  const observer = new MutationObserver((records) => {
    // What is in the field outlives a start, so another preset text is searched for instead.
    if (records.every(({ attributeName }) => attributeName === "query")) element.search(element.getAttribute("query") ?? "");
    else element.attributeChangedCallback("", 0, 1);
  });
  observer.observe(element, { attributeFilter });
  signal.addEventListener("abort", () => observer.disconnect());
};
