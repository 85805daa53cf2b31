import { writeFileSync } from "node:fs";
import { renderInstrumentReference } from "#instruments";

const page = new URL("../docs/reference/instruments.md", import.meta.url);
writeFileSync(page, renderInstrumentReference());
