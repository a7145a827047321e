// The elements in Vue's templates: `import type {} from "virker/vue"`.
import type { DefineComponent, HTMLAttributes } from "vue";
import type { VirkerCalculatorAttributes, VirkerPanelAttributes, VirkerPanelElement } from "./elements.js";

type Component<A> = DefineComponent<
  HTMLAttributes &
    A & {
      "onVirker-ready"?: (event: CustomEvent<null>) => void;
      "onVirker-failed"?: (event: CustomEvent<null>) => void;
    }
>;

declare module "vue" {
  interface GlobalComponents {
    "virker-panel": Component<VirkerPanelAttributes & Pick<VirkerPanelElement, "searchProvider">>;
    "virker-calculator": Component<VirkerCalculatorAttributes>;
  }
}
