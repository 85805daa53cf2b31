import { writeFileSync } from "node:fs";
import { runApp } from "/work/wt/d-story/test/builders/running-app.ts";
const app = await runApp("/tmp/dstory/home", "demo");
writeFileSync("/tmp/dstory/origin", app.origin);
writeFileSync("/tmp/dstory/demo.pid", String(process.pid));
await new Promise((r) => process.once("SIGTERM", r));
await app.stop();
