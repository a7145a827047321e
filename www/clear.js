// The button that clears the search field. It comes with the engine, since there is little to clear before.

/** Adds the button behind the field. Returns how a text is written in the field. */
export const addClearButton = ({ input, create }) => {
  const path = create("path", { d: "M6.5 6.5l11 11M17.5 6.5l-11 11" });
  const cross = create("svg.icon", { viewBox: "0 0 24 24", "aria-hidden": true }, path);
  const button = create("button.search__clear", { type: "button", "aria-label": "Ryd søgningen" }, cross);
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
