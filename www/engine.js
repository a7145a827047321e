// The engine's script, fetched by the loader: the wasm's glue, and what the engine asks of the browser.
import css from "./messages.css";
import { presetOf, restartOnChange } from "./attributes.js";
import { addClearButton } from "./clear.js";
import { stopSteps, track } from "./history.js";
import { around, listen } from "./listeners.js";
import { replace } from "./replace.js";
import { fetchPartsAhead, fetchPartsWith, init, onTrap, MountPoint, watch } from "./glue.js";

let began = 0;
/** Begins another task: each step takes tens of milliseconds on a slow phone, and what the user does must come between. */
const nextTask = () =>
  new Promise((resolve) =>
    setTimeout(() => {
      began = performance.now();
      resolve();
    }),
  );
/** Begins one if this one has taken long: well before 50 ms, from which on a page feels slow. */
const pause = async () => {
  if (performance.now() - began > 15) await nextTask();
};
/** A request whose answer is handed over in a task of its own: reading one part and drawing it is a step. */
const inOwnTask = (request) => async (...values) => {
  const answer = await request(...values);
  await nextTask();
  return answer;
};

/** Starts the engine once for all elements of the page. `share` and `late` are the loader's functions for requests;
 *  `kind` tells what the first element needs. */
export const start = async (wasm, share, late, kind, stopped) => {
  onTrap(() => {
    stopSteps();
    stopped();
  });
  // The engine's files belong to the page and not to an element, so no element's removal aborts them.
  const file = (name, integrity, read, keep) => {
    const { href } = new URL(name, import.meta.url);
    return share(href, undefined, async (init) => read(await fetch(href, { ...init, integrity })), keep);
  };
  fetchPartsWith(file);
  /** A host's own search in place of the published parts. Its script is fetched by the first element that has one. */
  const provided = (host) => {
    let provides;
    const script = async () => (provides ??= (await late(VIRKER_PROVIDER)).provide(host));
    const asked = (name) => async (...values) => (await script())[name](...values);
    return { request: asked("request"), search: asked("search"), entry: asked("entry") };
  };
  // Beside the engine, since the first answer needs it too.
  fetchPartsAhead(kind);
  await init({ module_or_path: wasm });
  await nextTask();
  // Mount points that no element needs any more.
  const free = [];
  const mountIn = (host) => {
    const { frame, signal, host: element } = host;
    const app = free.pop() ?? host.create("div.app");
    const mountPoint = (app.mountPoint ??= new MountPoint(app));
    app.hidden = true;
    delete app.dataset.ready;
    delete app.dataset.state;
    host.app.append(app);
    host.dress();
    // Behind panel.css, before pages.css.
    frame.getRootNode().adoptedStyleSheets.splice(2, 0, host.sheetOf(css, frame.ownerDocument));
    watch(frame, app, signal);
    listen(frame, element);
    // How far everything around the element was scrolled, by how many screens were open.
    const scrolled = [];
    const bindings = {
      __proto__: host,
      app,
      write: host.input ? addClearButton(host) : () => {},
      attribute: (name) => element.getAttribute(name) ?? "",
      preset: () => presetOf(element),
      debug: element.hasAttribute("debug"),
      tell: (event, key, value, link) => {
        const detail = { [key]: value, ...(link && { link }) };
        element.dispatchEvent(new CustomEvent("virker-" + event, { bubbles: true, composed: true, detail }));
      },
      screens: track(host, (fragment) => mountPoint.follow(fragment), (open) => mountPoint.reach(open)),
      remember: (open) => {
        const all = (scrolled[open] = []);
        for (const node of around(element)) all.push([node, node.scrollTop]);
      },
      restore: (open) => {
        const all = scrolled[open];
        all?.forEach(([node, top]) => node.scrollTo?.({ top, behavior: "instant" }));
        return Boolean(all);
      },
      reveal: (part) => part.scrollIntoView({ block: "nearest" }),
      arrive: (isFresh) => {
        const arrives = !isFresh || (!scrollY && document.activeElement === document.body);
        if (arrives) element.scrollIntoView();
        return arrives;
      },
      loadPages: async () => {
        const script = late(VIRKER_PAGES);
        // If the styles fail first, that is the error to report.
        script.catch(() => {});
        await host.loadStyles();
        const { check, ...pages } = await script;
        Object.assign(bindings, pages, { wrong: () => check(element).join(" ") });
      },
      request: inOwnTask(host.request),
      bodies: inOwnTask((file, integrity) => host.bodies(file && { file, integrity })),
      beside: inOwnTask(host.beside),
      ...(host.provider && provided(host)),
      provided: Boolean(host.provider),
      show: (state, code) => {
        if (state !== "waiting") {
          host.opening.over = true;
          app.hidden = false;
          replace(host.opening, app);
        }
        // Before the next frame, but not within Yew's own work: a listener of the host's may call the element.
        queueMicrotask(() => {
          if (signal.aborted) return;
          host.show(state, code);
          // HTML knows no `<virker-panel/>`: what follows one is inside it, and stays visible.
          const keep = () => {
            if (element.querySelector("main, footer, h1, [catalogue]")) host.slot.hidden = false;
          };
          keep();
          // It may still be on its way.
          addEventListener("DOMContentLoaded", keep, { signal });
        });
      },
      get opened() {
        return Boolean(host.opening.drawn);
      },
      // A fragment of the host's own, such as a route, stays before ours.
      link: (ours) => {
        const theirs = location.hash.replace(/(^#|[?&])virker\..*/, "");
        const joined = theirs && theirs + (theirs.includes("?") ? "&" : "?") + ours.slice(1);
        return location.href.split("#")[0] + (joined || ours);
      },
      nextTask,
      pause,
      get removed() {
        return signal.aborted;
      },
    };
    restartOnChange(element, signal, host.loadTheme);
    mountPoint.mount(bindings);
    signal.addEventListener("abort", () => {
      app.remove();
      // An engine that trapped frees nothing, and need not.
      try {
        mountPoint.unmount();
        // Not before it is, with all that was on its way to it.
        setTimeout(() => free.push(app));
      } catch {}
    });
    return mountPoint;
  };
  return { mount: mountIn };
};
