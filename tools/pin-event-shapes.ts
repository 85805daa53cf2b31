// Pins the shapes of new events and new versions in src/trial/event-shapes.json; what is pinned stays as it is.
import { readFileSync, writeFileSync } from "node:fs";
import { catalogue } from "#trial";
import { pinNewShapes } from "./event-shapes.ts";

const file = new URL("../src/trial/event-shapes.json", import.meta.url);
const pinned = JSON.parse(readFileSync(file, "utf8"));
writeFileSync(file, `${JSON.stringify(pinNewShapes(catalogue, pinned), null, 2)}\n`);
