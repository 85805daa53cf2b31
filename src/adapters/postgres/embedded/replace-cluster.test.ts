import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { finishReplacement } from "./replace-cluster.ts";

const root = mkdtempSync(path.join(tmpdir(), "vigil-replace-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** A folder with an old and a new database, and the note that the new one is to take the old one's place. */
function begun() {
  const home = mkdtempSync(path.join(root, "home-"));
  const [database, successor, aside] = ["database", "database.restoring", "aside"].map((name) =>
    path.join(home, name),
  );
  if (!database || !successor || !aside) throw new Error("Three names make three places.");
  for (const [folder, content] of [
    [database, "old"],
    [successor, "new"],
  ] as const) {
    mkdirSync(folder);
    writeFileSync(path.join(folder, "content"), content);
  }
  writeFileSync(`${database}.replacement.json`, JSON.stringify({ successor, aside }));
  return { home, database, successor, aside };
}

const interruptions = {
  "before the first name": () => {},
  "between the two": ({ database, aside }: ReturnType<typeof begun>) => renameSync(database, aside),
  "after the second": ({ database, successor, aside }: ReturnType<typeof begun>) => {
    renameSync(database, aside);
    renameSync(successor, database);
  },
};

test.each(Object.entries(interruptions))(
  "a replacement that was interrupted %s is finished",
  (_when, interrupt) => {
    const places = begun();
    interrupt(places);
    finishReplacement(places.database);
    const content = (folder: string): string => readFileSync(path.join(folder, "content"), "utf8");
    expect([content(places.database), content(places.aside)]).toEqual(["new", "old"]);
    expect(readdirSync(places.home).sort()).toEqual(["aside", "database"]);
    finishReplacement(places.database);
    expect([content(places.database), existsSync(places.successor)]).toEqual(["new", false]);
  },
);
