// Elements and style sheets, made without parsing HTML.

/** A constructed sheet belongs to a document, and an element may be moved to another. */
export const sheetOf = (text, { defaultView }) => {
  const sheet = new defaultView.CSSStyleSheet();
  sheet.replaceSync(text);
  return sheet;
};

/** Creates an element from "name.class", and from attributes, texts and children in any order. Nothing is parsed as HTML, so
 *  this works on pages that allow no innerHTML (Trusted Types). */
export const create = (kind, ...parts) => {
  const [name, style] = kind.split(".");
  const element = /svg|path/.test(name) ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
  if (style) element.setAttribute("class", style);
  for (const part of parts) {
    if (part.at || part.nodeType) element.append(part);
    else for (const key in part) element.setAttribute(key, part[key]);
  }
  return element;
};
export const icon = (d) => create("svg.icon", { viewBox: "0 0 24 24", "aria-hidden": true }, create("path", { d }));
