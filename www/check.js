// Which attributes there are, and what they may say. It is for whoever looks after the page, and comes late.

// By element, from their descriptions in element.js: `{ "virker-panel": "catalogue id …" }`. Put here by the build.
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
