import { existsSync } from "node:fs";
import path from "node:path";
import { describe, test } from "vitest";
import { readGoldenFolder } from "../../conformance/stats/golden-folder.ts";
import { testGroups } from "./golden-results.ts";

/** Cases whose data may not be kept in the checkout: they are run where the whole set stands beside it. */
const beside = path.join(import.meta.dirname, "../../../../shared/golden/stats/fetched");

if (existsSync(beside)) testGroups("figures of R on data that are not kept here", readGoldenFolder(beside));
else
  describe("figures of R on data that are not kept here", () => {
    test.skip(`skipped: there is no folder ${path.relative(process.cwd(), beside)}`, () => {});
  });
