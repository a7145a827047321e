// The opening: the first view, published as plain nodes `["p", { class: "lead" }, "text", …]`. It is drawn before the
// engine stands, and what is done in it meanwhile is kept and done when the engine has drawn the same view in its place.

// What the widget's views are made of, and no more: what a catalogue brings cannot run, load or cover anything.
const html = "a article b button dd details div dl dt fieldset figcaption figure footer form h[1-6] input label legend li ol option p section select small span strong summary sup ul";
const svg = "circle g line path rect svg text";
const attributes =
  "autocomplete class c[xy] d for height href id inputmode part preserveAspectRatio r referrerpolicy rel role tabindex type value viewBox width [xy][12]?";
const listed = (names) => new RegExp(`^(${names.replaceAll(" ", "|")})$`);
const [isHtml, isSvg, isAttribute] = [listed(html), listed(svg), listed(attributes + " (aria|data)-[a-z]+")];
const isAddress = /^(#virker\.|https:)/;

/** Makes an element of a node, which is as untrusted as all that a catalogue holds. */
const elementOf = ([tag, attributes, ...children], place) => {
  const element = isHtml.test(tag)
    ? // Published for a heading of level 2.
      document.createElement(tag.replace(/^h(\d)$/, (_, of) => "h" + Math.min(6, +of + place.level - 2)))
    : isSvg.test(tag) && document.createElementNS("http://www.w3.org/2000/svg", tag);
  if (!element) throw tag;
  for (const [key, value] of Object.entries(attributes)) {
    if (!isAttribute.test(key) || (key === "href" && !isAddress.test(value))) throw `${tag} ${key}`;
    element.setAttribute(key, key === "href" ? value.replace(/^#virker\.[^=]*/, "#virker." + place.name) : value);
  }
  append(element, children, place);
  return element;
};

/** A node that is not on the list is left out. */
const append = (to, nodes, place) => {
  for (const node of nodes) {
    try {
      to.append(node.at ? (Array.isArray(node) ? elementOf(node, place) : node) : "");
    } catch (error) {
      console.warn("Virker: left out of the opening:", error);
    }
  }
};

/** Draws the nodes into `to`, for the element's name and heading level. Returns what is done in them, in its order: a map from an element to a function that does the same to another. */
export const draw = (to, nodes, place) => {
  append(to, nodes, place);
  const done = new Map();
  const keep = (node, act) => {
    done.delete(node);
    done.set(node, act);
  };
  to.onclick = (event) => {
    const pressed = event.target.closest("button, summary, a[href^='#'], [type=checkbox]");
    if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey) return;
    // A press in a link or a button of the page's is ours too.
    if (/^(a|button)$/.test(pressed.localName)) event.preventDefault();
    pressed.setAttribute("aria-busy", true);
    const before = done.get(pressed);
    keep(pressed, (twin) => {
      before?.(twin);
      twin.click();
    });
  };
  to.onsubmit = (event) => event.preventDefault();
  to.oninput = ({ target }) => {
    if (target.type === "checkbox") return;
    keep(target, (twin) => {
      twin.value = target.value;
      for (const type of ["input", "change"]) twin.dispatchEvent(new Event(type, { bubbles: true }));
    });
  };
  return done;
};
