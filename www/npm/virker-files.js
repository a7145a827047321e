#!/usr/bin/env node
// `npx virker-files FOLDER`: puts the widget's files where the host's pages are served from.
import { cpSync, realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

const [folder, ...others] = process.argv.slice(2);
if (!folder || others.length || folder.startsWith("-")) {
  console.error("Usage: virker-files FOLDER\n\nCopies the widget's files into FOLDER, for example public/virker. Files of other versions there stay.");
  process.exit(2);
}
const files = fileURLToPath(new URL("files/", import.meta.url));
cpSync(files, folder, { recursive: true });
console.log(`The widget's files are in ${realpathSync(folder)}`);
