// What the engine's script imports from the generated scripts.
export { default as init, mount } from "./pkg/virker.js";
export { fetchPartsWith, onTrap } from "./browser.js";
