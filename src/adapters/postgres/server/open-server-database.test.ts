import { expect, test } from "vitest";
import { serverFault } from "./open-server-database.ts";

test("PostgreSQL before 15 is refused, and later ones are not", () => {
  expect(serverFault(140_019, "UTF8")).toBe("its server is PostgreSQL 14, and 15 or later is needed.");
  for (const version of [150_000, 150_014, 180_004]) expect(serverFault(version, "UTF8")).toBeUndefined();
});

test("a database in another encoding than UTF8 is refused", () => {
  expect(serverFault(150_014, "SQL_ASCII")).toContain("the encoding SQL_ASCII, and UTF8 is needed");
});
