import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "#adapters";
import { runCommand } from "../builders/command-line.ts";
import { anOwnServer, type OwnServer, passwords, prepareAsTheGuideSays } from "../builders/own-server.ts";
import { runApp } from "../builders/running-app.ts";
import { aSmallStudy, type SmallStudy } from "../builders/small-study.ts";

const folder = mkdtempSync(path.join(tmpdir(), "vigil-on-server-"));
const home = path.join(folder, "home");
let server: OwnServer;
let study: SmallStudy;
beforeAll(async () => {
  server = await anOwnServer();
  await prepareAsTheGuideSays(server);
  study = await aSmallStudy(home, server.environment());
}, 120_000);
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true, force: true });
});

const withoutOwner = (environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...environment,
  VIGIL_OWNER_URL: "",
});

function vigil(args: string, place: string, environment = server.environment()) {
  return runCommand(args.split(" "), { environment: { ...environment, VIGIL_HOME: place } });
}

/** Serves, lets Ada log a contact, and gives the studies that she is then shown. */
async function workOverHttp(environment: NodeJS.ProcessEnv): Promise<unknown> {
  const app = await runApp(home, "serve", environment);
  try {
    const cookie = await study.signIn(app.origin);
    await study.logContact(app.origin, cookie);
    const response = await fetch(`${app.origin}/api/studies`, { headers: { cookie } });
    return await response.json();
  } finally {
    await app.stop();
  }
}

const asRole = <Value>(
  role: keyof typeof passwords,
  ask: (query: (sql: string) => Promise<Record<string, unknown>[]>) => Promise<Value>,
): Promise<Value> =>
  withClient({ connectionString: server.url(role, passwords[role]) }, (client) =>
    ask(async (sql) => (await client.query(sql)).rows),
  );

describe("on a PostgreSQL server that was prepared as the guide says", () => {
  test("no role of Vigil's is a superuser, and the database is the ordinary owner's", async () => {
    const mighty = await asRole("vigil_owner", (query) =>
      query(
        "SELECT rolname FROM pg_roles WHERE rolname LIKE 'vigil%' AND (rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb)",
      ),
    );
    const owners = await asRole("vigil_owner", (query) =>
      query(
        "SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE nspname IN ('ledger', 'projection', 'people', 'security', 'vault')",
      ),
    );
    expect([mighty, owners]).toEqual([[], [{ owner: "vigil_owner" }]]);
  });

  test("a person signs in, finds their study and works in it", async () => {
    expect(JSON.stringify(await workOverHttp(server.environment()))).toContain(study.id);
  }, 60_000);

  test("once the tables are there the owner's URL is not needed to serve", async () => {
    expect(JSON.stringify(await workOverHttp(withoutOwner(server.environment())))).toContain(study.id);
    const events = await asRole("vigil_owner", (query) =>
      query("SELECT FROM ledger.event_body WHERE body ->> 'type' = 'PreScreeningContactLogged'"),
    );
    expect(events).toHaveLength(2);
  }, 60_000);

  test("the application sees nothing of a study that no request has named", async () => {
    const seen = await asRole("vigil_app", async (query) => [
      ...(await query("SELECT FROM ledger.event")),
      ...(await query("SELECT FROM ledger.stream")),
      ...(await query("SELECT FROM projection.participant")),
    ]);
    expect(seen).toEqual([]);
  });

  test("the ledger verifies, and every guard is in its place", async () => {
    const outcome = await vigil("verify", home, withoutOwner(server.environment()));
    expect(outcome, outcome.text).toMatchObject({ code: 0, json: { guards: { missing: [] } } });
  });

  test("a backup is restored into another empty database, and verifies there", async () => {
    const backup = path.join(folder, "backup");
    const taken = await vigil(`backup ${backup}`, home);
    expect(taken.code, taken.text).toBe(0);
    await server.administer(["CREATE DATABASE second OWNER vigil_owner TEMPLATE template0 ENCODING 'UTF8'"]);
    const place = path.join(folder, "second-home");
    cpSync(home, place, { recursive: true });
    const second = server.environment("second");
    const restored = await vigil(`restore ${backup}`, place, second);
    expect(restored.code, restored.text).toBe(0);
    const verified = await vigil("verify", place, second);
    expect(verified.code, verified.text).toBe(0);
    expect(verified.text).toContain("A backup was put back");
    const again = await vigil(`restore ${backup}`, place, second);
    expect(again).toMatchObject({ code: 1, text: expect.stringContaining("it is not empty") });
  }, 60_000);

  test("a role that does not own the tables gets an error, not a backup without the rows that it may not see", async () => {
    await expect(
      asRole("vigil_app", (query) => query("SET row_security = off; SELECT FROM ledger.event")),
    ).rejects.toThrow("row-level security");
  });

  test("neither backup nor restore goes without the owner, and nothing is written", async () => {
    const ownerless = withoutOwner(server.environment());
    const refused = await vigil(`backup ${path.join(folder, "none")}`, home, ownerless);
    expect(refused).toMatchObject({ code: 1, text: expect.stringContaining("set VIGIL_OWNER_URL") });
    const neither = await vigil(`restore ${path.join(folder, "backup")}`, home, ownerless);
    expect(neither).toMatchObject({ code: 1, text: expect.stringContaining("set VIGIL_OWNER_URL") });
  });

  test("the owner can rewrite an event only without the trigger, and verification finds both", async () => {
    const rewrite = `UPDATE ledger.event SET canonical = replace(canonical, '"telephone"', '"referral"')`;
    await expect(asRole("vigil_owner", (query) => query(rewrite))).rejects.toThrow("append-only");
    await asRole("vigil_owner", async (query) => {
      await query("ALTER TABLE ledger.event DISABLE TRIGGER append_only");
      return query(rewrite);
    });
    const outcome = await vigil("verify", home);
    expect(outcome.code).toBe(1);
    expect(outcome.text).toContain("Nothing refuses to change ledger.event");
    expect(outcome.text).toContain("NOT INTACT: A small study");
  });
});
