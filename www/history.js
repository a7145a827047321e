// The browser's Back closes what was opened last, and Forward opens it again. The history learns nothing of what that is:
// a step has the page's own address and the page's own state, with a number beside it. What the number stands for is only
// in the memory of this page.

// What is open, oldest first. Each step: of which element, how many screens were open `below` it, the address that Back
// leads to, its own, and its number. A link that was followed is a step too, which the browser made: it has no number.
let steps = [];
// What was closed; Forward opens the last.
let ahead = [];
// Numbers only rise, also after the page was loaded again, so that an older one is known for what it is.
let last = Date.now();
const numberHere = () => history.state?.virker;
// The number of the step that the history stands at, or of the last one before.
let here = numberHere() ?? last;
// Until the browser has gone back, no step can be added.
let isLeaving = false;
const tracked = new Set();

// The link that was followed last, perhaps before the engine stood.
let followed = {};
addEventListener("hashchange", ({ oldURL }) => {
  followed = { from: oldURL, to: location.href };
});

const isAt = ({ number, address }) => number === numberHere() && address === location.href;

/** Makes the history agree with what an element has open. */
const agree = (element) => {
  const { linked, open, known } = element;
  if (isLeaving) return;
  element.known = open;
  element.linked = undefined;
  if (element.host.getAttribute("history") === "off") return;
  for (let below = known; below < open; below++) {
    const from = linked ?? location.href;
    if (!linked) {
      // A number beside a text or a list would make another state of it.
      if (history.state != null && Object.getPrototypeOf(history.state) !== Object.prototype) return;
      try {
        // A router of the page's finds what it wrote.
        history.pushState({ ...history.state, virker: ++last }, "");
      } catch {
        // Too many in too short a time: it can be closed in the panel.
        return;
      }
      here = last;
    }
    ahead = [];
    steps.push({ element, below, from, address: location.href, number: numberHere() });
    if (linked) return;
  }
  const closed = steps.filter((step) => step.element === element && step.below >= open);
  const isLast = closed[0] && steps.at(-closed.length) === closed[0] && isAt(closed.at(-1));
  steps = steps.filter((step) => !closed.includes(step));
  // What lies below steps of others, or of the page, stays in the history until it is passed.
  if (isLast) {
    isLeaving = true;
    ahead.push(...closed.reverse());
    here = (closed.at(-1).number ?? here) - 1;
    history.go(-closed.length);
  }
};

const popped = () => {
  isLeaving = false;
  const number = numberHere();
  const at = steps.findIndex((step) => (number ? step.number === number : step.from === location.href));
  const goals = new Map();
  const again = number && at < 0 ? ahead.findIndex((step) => step.number === number) : ahead.length;
  if (again < 0) {
    // A step of what is no longer there is passed.
    if (number > here) history.forward();
    else history.back();
    here = number > here ? number : number - 1;
  } else {
    for (const step of ahead.splice(again).reverse()) {
      steps.push(step);
      goals.set(step.element, step.below + 1);
    }
    if (at >= 0) {
      const closed = steps.splice(number ? at + 1 : at).reverse();
      ahead.push(...closed);
      closed.forEach(({ element, below }) => goals.set(element, below));
      here = number ?? (closed.at(-1).number ?? here) - 1;
    } else here = number ?? here;
  }
  goals.forEach((open, element) => {
    element.known = element.open = open;
    element.reach(open);
  });
  tracked.forEach(agree);
};

/** Of two engines on a page, only the one that runs passes steps. */
export const stopSteps = () => removeEventListener("popstate", popped);

/** Keeps the steps of an element: `follow` opens a link of the page to it, and `reach` has so many screens open. */
export const track = ({ host, signal, kind, fragment, from }, follow, reach) => {
  const element = { host, reach };
  addEventListener("popstate", popped);
  signal.addEventListener("abort", () => {
    tracked.delete(element);
    steps = steps.filter((step) => step.element !== element);
    ahead = ahead.filter((step) => step.element !== element);
  });
  addEventListener(
    "hashchange",
    ({ oldURL }) => {
      if (follow(location.hash)) element.linked = oldURL;
    },
    { signal },
  );
  return (open) => {
    if (element.known === undefined) {
      // What it begins with is no step, unless it was called for, or a link of the page to it was followed. What stands
      // alone is always open.
      const isCalled = fragment !== location.hash;
      const left = from ?? (followed.to === location.href ? followed.from : undefined);
      element.known = isCalled || left ? Math.min(open, kind === "panel" ? 0 : 1) : open;
      if (!isCalled) element.linked = left;
    }
    element.open = open;
    tracked.add(element);
    agree(element);
  };
};
