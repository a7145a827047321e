// What the engine's script imports from the generated scripts.
export { default as init, MountPoint } from "./pkg/virker.js";
export { fetchPartsAhead, fetchPartsWith, onTrap } from "./browser.js";
export { watch } from "./mend.js";
