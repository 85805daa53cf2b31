// Writes src/web/api/routes.generated.ts: the types of every route, from the schemas that the server enforces.
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { renderApiTypes } from "./api-types.ts";

const file = fileURLToPath(new URL("../src/web/api/routes.generated.ts", import.meta.url));
writeFileSync(file, renderApiTypes());
