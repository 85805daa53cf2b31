import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { inject } from "vitest";
import { defaultPolicy } from "#usecases";
import { ownerOf, withClient } from "../../src/adapters/postgres/database.ts";
import { assembleInstance } from "../../src/cli/instance.ts";
import { aDatabase } from "./database.ts";
import { aClock } from "./instance.ts";
import { makeWorld, type World } from "./make-world.ts";
import { type ServedApp, serveInstance } from "./served-app.ts";

/** The world, and the app in which it is. */
export type WalledWorld = World & {
  readonly app: ServedApp;
  /** The folder of its keys and its witness. */
  readonly home: string;
};

type Saved = { readonly world: World; readonly now: string };

// Every proof takes a code of its own, half a minute after the one before: hundreds of them outlast a session that nobody uses.
const withoutIdleness = { ...defaultPolicy, idleMinutes: 24 * 60, longestHours: 24 };

const template = "walled_world";
const lockKey = 4_711;

/**
 * Two studies with two sites each and people of every role, to be used up by one test file. It takes seconds to make, so that the
 * first file that asks makes it and all of them get a copy.
 */
export async function aWalledWorld(): Promise<WalledWorld> {
  await withClient(
    { host: inject("databaseHost"), user: "postgres", database: "postgres" },
    async (admin) => {
      await admin.query("SELECT pg_advisory_lock($1)", [lockKey]);
      const { rowCount } = await admin.query("SELECT FROM pg_database WHERE datname = $1", [template]);
      if (rowCount === 0) await makeTemplate(admin);
    },
  );
  const database = await aDatabase(template);
  const home = mkdtempSync(path.join(tmpdir(), "vigil-home-"));
  const { world, now } = await withClient(ownerOf(database), (owner) => takeOut(owner, home));
  const clock = aClock(now);
  const app = serveInstance(assembleInstance({ home }, database, clock), clock, { policy: withoutIdleness });
  const close = async () => {
    await app.close();
    rmSync(home, { recursive: true, force: true });
  };
  return { ...world, home, app: { ...app, close } };
}

/** Makes the world in a database of its own, with its keys put into a table beside it, and gives the database its name. */
async function makeTemplate(admin: pg.Client): Promise<void> {
  const home = mkdtempSync(path.join(tmpdir(), "vigil-home-"));
  const database = { ...(await aDatabase()), close: async () => {} };
  const clock = aClock();
  const app = serveInstance(assembleInstance({ home }, database, clock), clock, { policy: withoutIdleness });
  const world = await makeWorld(app);
  await app.close();
  await withClient(ownerOf(database), (owner) => putIn(owner, home, { world, now: clock.now() }));
  rmSync(home, { recursive: true });
  await admin.query(
    `ALTER DATABASE ${pg.escapeIdentifier(String(database.app.database))} RENAME TO ${template}`,
  );
}

async function putIn(owner: pg.Client, home: string, saved: Saved): Promise<void> {
  await owner.query("CREATE TABLE public.kept_file (name text, content text)");
  const files = readdirSync(home, { recursive: true, withFileTypes: true }).filter((file) => file.isFile());
  for (const { parentPath, name } of files) {
    const place = path.join(parentPath, name);
    await owner.query("INSERT INTO public.kept_file VALUES ($1, $2)", [
      path.relative(home, place),
      readFileSync(place, "utf8"),
    ]);
  }
  await owner.query("INSERT INTO public.kept_file VALUES ('world', $1)", [JSON.stringify(saved)]);
}

async function takeOut(owner: pg.Client, home: string): Promise<Saved> {
  const { rows } = await owner.query<{ name: string; content: string }>("SELECT * FROM public.kept_file");
  await owner.query("DROP TABLE public.kept_file");
  for (const { name, content } of rows.filter((row) => row.name !== "world")) {
    mkdirSync(path.dirname(path.join(home, name)), { recursive: true });
    writeFileSync(path.join(home, name), content, { mode: 0o600 });
  }
  return JSON.parse(rows.find(({ name }) => name === "world")?.content ?? "") as Saved;
}
