// Fails if a file is no CycloneDX 1.5, by the published schema.
import { readFileSync } from "node:fs";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";

const errors = await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(readFileSync(process.argv[2], "utf8"));
if (errors) {
  console.error(JSON.stringify(errors, null, 2));
  process.exit(1);
}
