// A host's own colours: what follows from the two that it chooses, and whether the text can be read.

/** @typedef {readonly [number, number, number]} Colour Red, green and blue, 0 to 255. */

/** @type {Colour} */
const WHITE = [255, 255, 255];
/** @type {Colour} */
const BLACK = [0, 0, 0];
/** The widget's text, and its secondary text. @type {Colour[]} */
const TEXTS = [[27, 42, 46], [75, 91, 95]];

/** @param {string} text @returns {Colour | undefined} From `#rrggbb`. */
export const parse = (text) => {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(text);
  if (!parts) return;
  const [red, green, blue] = parts.slice(1).map((part) => parseInt(part, 16));
  return [red, green, blue];
};

/** @param {Colour} colour */
export const hex = (colour) => "#" + colour.map((part) => part.toString(16).padStart(2, "0")).join("");

/** @param {Colour} from @param {Colour} to @param {number} share @returns {Colour} */
const mix = (from, to, share) => {
  const [red, green, blue] = from.map((part, nth) => Math.round(part + (to[nth] - part) * share));
  return [red, green, blue];
};

/** Relative luminance as WCAG 2 defines it. @param {Colour} colour */
const luminance = (colour) => {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

/** The contrast ratio as WCAG 2 defines it, from 1 to 21. @param {Colour} one @param {Colour} other */
export const contrast = (one, other) => {
  const [less, more] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (more + 0.05) / (less + 0.05);
};

/** What is readable on this colour. @param {Colour} ground @returns {Colour} */
const textOn = (ground) => (contrast(WHITE, ground) >= 4.5 ? WHITE : TEXTS[0]);

/** @param {Colour} accent */
const tint = (accent) => mix(accent, WHITE, 0.9);
/** @param {Colour} accent */
const hover = (accent) => mix(accent, BLACK, 0.3);

/**
 * The widget's tokens for these two.
 * @param {Colour} accent Buttons and links.
 * @param {Colour} ground The background.
 * @returns {[string, string][]}
 */
export const tokens = (accent, ground) => [
  ["--virker-accent", hex(accent)],
  ["--virker-accent-hover", hex(hover(accent))],
  ["--virker-accent-tint", hex(tint(accent))],
  ["--virker-on-accent", hex(textOn(accent))],
  ["--virker-band", hex(hover(accent))],
  ["--virker-on-band", hex(textOn(hover(accent)))],
  ["--virker-ground", hex(ground)],
  ["--virker-surface-sunken", hex(ground)],
];

/**
 * The lowest contrast of text with these colours; WCAG 2.2 AA asks for 4.5.
 * @param {Colour} accent @param {Colour} ground
 */
export const lowestContrast = (accent, ground) =>
  Math.min(
    ...TEXTS.map((text) => contrast(text, ground)),
    ...[WHITE, ground, tint(accent)].map((behind) => contrast(accent, behind)),
    contrast(textOn(accent), accent),
    contrast(textOn(hover(accent)), hover(accent)),
  );
