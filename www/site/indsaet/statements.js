// Paragraphs for a host's accessibility statement and privacy policy. They say what ACCESSIBILITY.md and the README's
// 'Privacy' say, and no more: change them together.

/** @typedef {import("./settings.js").Settings} Settings */
/** @typedef {import("./snippets.js").Block} Block */

/** @param {Settings} settings */
const privacy = ({ way, base, catalogue, options }) => {
  const servers = [...new Set([base.host, catalogue.host])];
  /** @param {string} name @param {string} value */
  const has = (name, value) => options.some((option) => option[0] === name && option[1] === value);
  const inFrame = way === "frame";
  return [
    "På siden viser vi Virker, et katalog over idéer til hverdagen med en psykisk diagnose.",
    `Filerne hentes fra ${servers.join(" og ")}. Den, der driver serveren, får din IP-adresse, som ved alle besøg på nettet.`,
    inFrame ? "Serveren får ikke at vide, hvilken side du kommer fra." : "Serveren kan se, at du er på vores websted, men ikke på hvilken side.",
    "Virker bruger ingen cookies og gemmer ikke noget på din telefon eller computer.",
    "Det, du søger efter, åbner, regner ud og skriver i et ark, sendes ikke til nogen server. Det forsvinder, når du lukker siden, medmindre du selv gemmer eller udskriver det.",
    !has("history", "off") && "Browserens Tilbage kan lukke det, du har åbnet. Derfor får historikken i din browser et trin mere, men trinnet siger ikke, hvad du så.",
    has("events", "full")
      ? "Vores egne programmer på siden får at vide, hvad der søges efter, åbnes og regnes på. [Skriv hvorfor, med hvilken hjemmel, og hvor længe I gemmer det.]"
      : !inFrame && "Andre programmer på siden kan læse det, du skriver i Virker, som i ethvert andet felt.",
  ]
    .filter(Boolean)
    .join(" ");
};

/** @param {Settings} settings */
const accessibility = ({ colours }) =>
  [
    "På siden viser vi Virker, som er lavet af andre. Virker sigter efter at leve op til WCAG 2.2 på niveau A og AA.",
    "Hver skærm er kontrolleret automatisk med axe-core, brugt med tastaturet alene og vist i 320 pixels bredde.",
    "Virker er endnu ikke prøvet med skærmlæser, forstørrelsesprogram, stemmestyring eller kontakt, ikke på en iPhone og ikke af mennesker fra målgrupperne.",
    "Teksten er ikke prøvet forstørret til 200 procent.",
    colours ? "Vi har selv valgt farverne og kontrolleret deres kontrast." : "",
    "Møder du noget, der ikke virker for dig, så skriv til os på [jeres adresse]. Fortæl, hvad du ville gøre, og hvad der skete. Du behøver ikke fortælle, hvad du søgte efter.",
  ]
    .filter(Boolean)
    .join(" ");

/** @param {Settings} settings @returns {Block[]} */
export const statements = (settings) => [
  { title: "Til jeres tilgængelighedserklæring", about: "Virker selv kan I ikke stå inde for alene. Her er, hvad der er prøvet, og hvad der ikke er.", text: accessibility(settings), isProse: true },
  { title: "Til jeres privatlivspolitik", about: "Læs den igennem, og ret den til, så den passer til resten af jeres side.", text: privacy(settings), isProse: true },
];
