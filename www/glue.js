// The generated scripts: what the engine's own script needs of them.
export { default as init, mount } from "./pkg/virker.js";
export { fetchPartsWith, whenBroken } from "./browser.js";
