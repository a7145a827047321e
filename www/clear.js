// The button that clears the search field. It comes with the engine, since there is little to clear before.

const svg = (name, attributes, ...children) => {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const key in attributes) element.setAttribute(key, attributes[key]);
  element.append(...children);
  return element;
};

/** Adds the button behind the field. Returns how a text is written in the field. */
export const addClearButton = (input) => {
  const cross = svg("path", { d: "M6.5 6.5l11 11M17.5 6.5l-11 11" });
  const button = document.createElement("button");
  button.className = "search__clear";
  button.type = "button";
  button.ariaLabel = "Ryd søgningen";
  button.append(svg("svg", { class: "icon", viewBox: "0 0 24 24", "aria-hidden": true }, cross));
  const update = () => {
    button.hidden = !input.value;
  };
  const write = (text) => {
    input.value = text;
    update();
  };
  input.addEventListener("input", update);
  button.onclick = () => {
    write("");
    input.dispatchEvent(new Event("input"));
    input.focus();
  };
  update();
  input.after(button);
  return write;
};
