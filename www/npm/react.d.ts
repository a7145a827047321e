// The elements in JSX, for React 18 and 19: `import type {} from "virker/react"`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type { VirkerCalculatorAttributes, VirkerCalculatorElement, VirkerPanelAttributes, VirkerPanelElement } from "./elements.js";

type Props<E, A> = DetailedHTMLProps<HTMLAttributes<E>, E> &
  A & {
    // React 18 sets `class` and no property or event of a custom element; there, use `ref`.
    class?: string;
    "onvirker-ready"?: (event: CustomEvent<null>) => void;
    "onvirker-failed"?: (event: CustomEvent<null>) => void;
  };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "virker-panel": Props<VirkerPanelElement, VirkerPanelAttributes & Pick<VirkerPanelElement, "searchProvider">>;
      "virker-calculator": Props<VirkerCalculatorElement, VirkerCalculatorAttributes>;
    }
  }
}
