import { register } from "virker";
import { catalogue, files } from "./files";

await register(files);
const panel = document.createElement("virker-panel");
panel.setAttribute("catalogue", catalogue);
document.querySelector("main")?.append(panel);
