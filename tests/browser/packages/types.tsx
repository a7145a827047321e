// Compiled, never run: what the types accept, and, where an error is expected, what they refuse.
import type { GlobalComponents } from "vue";
import { register, version, type SearchProvider } from "virker";
import type {} from "virker/react";
import type {} from "virker/vue";

const provider: SearchProvider = { search: async () => ({ total: 0, size: 0, unfiltered: 0, facets: {}, cards: [] }) as never, entry: async () => null };
const registered: Promise<void> = register(new URL("https://virker.example/"));
const text: string = version;

const panel = document.querySelector("virker-panel");
if (panel) panel.searchProvider = provider;
// @ts-expect-error It is no search provider.
document.createElement("virker-panel").searchProvider = 1;
panel?.addEventListener("virker-ready", (event) => event.detail);

const inReact = [
  <virker-panel catalogue="catalogue.json" heading-level={3} history="off" id="panel" searchProvider={provider} />,
  <virker-concept catalogue="catalogue.json" concept="madkassen" view="card" onvirker-open={(event) => event.detail.kind} />,
  <virker-calculator catalogue="catalogue.json" calculator="madkassen" onvirker-failed={(event) => event.detail} />,
  // @ts-expect-error The catalogue is required.
  <virker-panel />,
  // @ts-expect-error And so is the calculator.
  <virker-calculator catalogue="catalogue.json" />,
  // @ts-expect-error There are no such headings.
  <virker-panel catalogue="catalogue.json" heading-level={7} />,
];

type InVue<Name extends keyof GlobalComponents> = InstanceType<GlobalComponents[Name]>["$props"];
const inVue: [InVue<"virker-panel">, InVue<"virker-calculator">] = [{ catalogue: "catalogue.json" }, { catalogue: "catalogue.json", calculator: "madkassen" }];
// @ts-expect-error The catalogue is required.
const incomplete: InVue<"virker-panel"> = {};

export { inReact, inVue, incomplete, registered, text };
