// The elements in JSX, for React 18 and 19: `import type {} from "virker/react"`.
import type { DetailedHTMLProps, HTMLAttributes } from "react";
import type * as virker from "./files/virker.js";

// React 18 sets no property of a custom element and hears no event of it; there, use `ref`.
type Props<Element, Attributes, Events> = DetailedHTMLProps<Omit<HTMLAttributes<Element>, keyof Attributes>, Element> &
  Attributes & { class?: string } & { [Name in keyof Events & string as `on${Name}`]?: (event: Events[Name]) => void };

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "virker-panel": Props<virker.VirkerPanel, virker.VirkerPanelAttributes, virker.VirkerPanelEventMap> & Partial<Pick<virker.VirkerPanel, "searchProvider">>;
      "virker-calculator": Props<virker.VirkerCalculator, virker.VirkerCalculatorAttributes, virker.VirkerCalculatorEventMap>;
      "virker-concept": Props<virker.VirkerConcept, virker.VirkerConceptAttributes, virker.VirkerConceptEventMap>;
      "virker-worksheet": Props<virker.VirkerWorksheet, virker.VirkerWorksheetAttributes, virker.VirkerWorksheetEventMap>;
    }
  }
}
