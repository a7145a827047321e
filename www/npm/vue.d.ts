// The elements in Vue's templates: `import type {} from "virker/vue"`.
import type { DefineComponent, HTMLAttributes } from "vue";
import type * as virker from "./files/virker.js";

type Component<Attributes, Events> = DefineComponent<
  Omit<HTMLAttributes, keyof Attributes> & Attributes & { [Name in keyof Events & string as `on${Capitalize<Name>}`]?: (event: Events[Name]) => void }
>;

declare module "vue" {
  interface GlobalComponents {
    "virker-panel": Component<virker.VirkerPanelAttributes & Partial<Pick<virker.VirkerPanel, "searchProvider">>, virker.VirkerPanelEventMap>;
    "virker-calculator": Component<virker.VirkerCalculatorAttributes, virker.VirkerCalculatorEventMap>;
    "virker-concept": Component<virker.VirkerConceptAttributes, virker.VirkerConceptEventMap>;
    "virker-worksheet": Component<virker.VirkerWorksheetAttributes, virker.VirkerWorksheetEventMap>;
  }
}
