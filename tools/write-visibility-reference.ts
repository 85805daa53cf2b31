// Writes docs/reference/who-sees-which-form.md from the reference study; a test compares.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { readStudyDesign } from "#adapters";
import { compileDesign } from "#design";
import { publishedInstruments } from "#trial";
import { renderVisibility } from "./visibility-reference.ts";

const read = readStudyDesign(fileURLToPath(new URL("../studies/mdma-ptsd-phase3", import.meta.url)));
if (!read.ok) throw new Error(JSON.stringify(read.error));
const compiled = compileDesign(read.value.design, publishedInstruments);
if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
writeFileSync(
  new URL("../docs/reference/who-sees-which-form.md", import.meta.url),
  renderVisibility(compiled.value),
);
