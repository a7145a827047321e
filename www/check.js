// Which attributes there are, and what they may say. It is for whoever looks after the page, and comes late.

// By element, from their descriptions in element.js: `{ "virker-panel": "catalogue id …" }`. Put here by the build.
const known = VIRKER_ATTRIBUTES;
// What may be on any element.
const global = /^(class|style|title|dir|hidden|slot|part|exportparts|role|tabindex|translate|inert|is|nonce|popover|(data|aria|x|v|ng|hx)-.*|(on|_ng|[@:]).*)$/;
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
    else if (valid && (name === "locked" ? value.split(/\s+/) : [value]).some((word) => word && !valid.includes(word))) wrong.push(`Attributten »${name}« kan ikke være »${value}«. Skriv: ${valid.join(", ")}.`);
  }
  const text = (name) => element.getAttribute(name)?.trim() ?? "";
  for (const pair of text("values").split(";")) {
    if (pair.trim() && !/^[^=]+=.*\d/.test(pair)) wrong.push(`I attributten »values« er »${pair.trim()}« ikke et tal. Skriv som: mad_pr_dag=69,42; personer=20.`);
  }
  for (const word of text("locked").split(" ")) {
    const preset = word === "region" ? "place" : word;
    if (words.locked.includes(word) && !text(preset)) wrong.push(`Attributten »locked« låser ikke »${word}«, fordi attributten »${preset}« er tom.`);
  }
  const nameOf = (one) => one.id || one.localName.slice(7);
  const others = [...element.getRootNode().querySelectorAll(Object.keys(known).join())];
  if (others.some((other) => other !== element && nameOf(other) === nameOf(element))) {
    wrong.push(`Flere elementer på siden hedder »${nameOf(element)}« i links, så et link åbner i dem alle. Giv hvert element sin egen id.`);
  }
  return wrong;
};
