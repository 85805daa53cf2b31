import { readdirSync } from "node:fs";
import { expect, test } from "vitest";

test("migrations are numbered one by one, so that their order is beyond doubt", () => {
  const names = readdirSync(new URL("./migrations/", import.meta.url)).sort();
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
});
