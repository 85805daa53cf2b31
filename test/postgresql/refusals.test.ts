import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { withClient } from "#adapters";
import { runCommand } from "../builders/command-line.ts";
import { anOwnServer, type OwnServer, passwords, prepareAsTheGuideSays } from "../builders/own-server.ts";

const home = mkdtempSync(path.join(tmpdir(), "vigil-refused-"));
let server: OwnServer;
beforeAll(async () => {
  server = await anOwnServer();
}, 60_000);
afterAll(async () => {
  await server.stop();
  rmSync(home, { recursive: true, force: true });
});

/** What a start says with these variables in place of the guide's, and whether it is code 1. */
async function start(changed: NodeJS.ProcessEnv = {}): Promise<string> {
  const environment = { ...server.environment(), ...changed, VIGIL_HOME: home };
  const { code, text, json } = await runCommand(["serve", "--port", "0"], { environment });
  for (const secret of [...Object.values(passwords), "not the password"]) {
    const told = text + JSON.stringify(json);
    for (const form of [secret, encodeURIComponent(secret)]) expect(told).not.toContain(form);
  }
  return code === 0 ? "served" : text;
}

const asApp = (role: string, password = "secret of another", database?: string) => ({
  DATABASE_URL: server.url(role, password, database),
});

describe("before its administrator has prepared it", () => {
  test("a server without the role of the login is refused", async () => {
    expect(await start()).toMatch(/^Cannot use VIGIL_OWNER_URL: .* does not let vigil_owner in/);
  });

  test("a server without the roles that are granted to is refused, and they are named", async () => {
    await server.makeRole("early_owner", "secret of another");
    await server.administer(["CREATE DATABASE early OWNER early_owner TEMPLATE template0 ENCODING 'UTF8'"]);
    const owner = { VIGIL_OWNER_URL: server.url("early_owner", "secret of another", "early") };
    expect(await start(owner)).toMatch(/no role vigil_app and vigil_maintenance\..*docs\/guides\/postgresql/);
  });
});

describe("on a server that was prepared", () => {
  beforeAll(async () => {
    await prepareAsTheGuideSays(server);
    await server.administer([
      "CREATE DATABASE other OWNER vigil_owner TEMPLATE template0 ENCODING 'UTF8'",
      "CREATE DATABASE ascii OWNER vigil_owner TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'",
      "CREATE DATABASE strange OWNER postgres TEMPLATE template0 ENCODING 'UTF8'",
    ]);
    await server.makeRole("boss", "secret of another", "SUPERUSER");
    await server.makeRole("seer", "secret of another", "BYPASSRLS IN ROLE vigil_app");
    await server.makeRole("maker", "secret of another", "CREATEROLE IN ROLE vigil_app");
    await server.makeRole("heir", "secret of another", "IN ROLE vigil_app, vigil_owner");
    await server.makeRole("writer", "secret of another", "IN ROLE vigil_app, pg_write_all_data");
    await server.makeRole("either", "secret of another", "IN ROLE vigil_app, vigil_maintenance");
    await server.makeRole("stranger", "secret of another");
    await server.makeRole("deputy", "secret of another", "IN ROLE vigil_app");
    await server.administer(["GRANT CONNECT ON DATABASE vigil TO stranger, seer, maker"]);
  });

  test("an empty database is not served without its owner, who makes the tables", async () => {
    expect(await start({ VIGIL_OWNER_URL: "" })).toMatch(/made no tables in it\. Set VIGIL_OWNER_URL/);
    expect(await start()).toBe("served");
    expect(await start({ VIGIL_OWNER_URL: "" })).toBe("served");
  });

  test("a role that is a member of vigil_app serves", async () => {
    expect(await start(asApp("deputy"))).toBe("served");
  });

  test("an owner who is a superuser is let in", async () => {
    expect(await start({ VIGIL_OWNER_URL: server.url("boss", "secret of another") })).toBe("served");
  });

  test("no login stands in for another", async () => {
    expect(await start({ VIGIL_MAINTENANCE_URL: "" })).toMatch(/without VIGIL_MAINTENANCE_URL: set it/);
    expect(await start({ DATABASE_URL: "" })).toMatch(/without DATABASE_URL: set it/);
    expect(await start({ VIGIL_MAINTENANCE_URL: server.environment()["DATABASE_URL"] })).toMatch(
      /VIGIL_MAINTENANCE_URL: its role vigil_app is neither vigil_maintenance nor a member of it/,
    );
  });

  test.each([
    ["boss", "is a superuser"],
    ["seer", "bypasses row-level security"],
    ["maker", "may make roles"],
    ["heir", "owns the database or its tables"],
    ["writer", "may read or write past the grants"],
    ["either", "is a member of vigil_maintenance"],
    ["stranger", "is neither vigil_app nor a member of it"],
  ])("requests do not run as %s, who %s", async (role, fault) => {
    const text = await start(asApp(role));
    expect(text).toContain(`Cannot use DATABASE_URL: its role ${role} ${fault}`);
    expect(text).toContain("Use vigil_app");
  });

  test("what verifies and rebuilds is no owner and no superuser either", async () => {
    const owner = server.environment()["VIGIL_OWNER_URL"];
    expect(await start({ VIGIL_MAINTENANCE_URL: owner })).toContain(
      "Cannot use VIGIL_MAINTENANCE_URL: its role vigil_owner owns the database",
    );
    const boss = server.url("boss", "secret of another");
    expect(await start({ VIGIL_MAINTENANCE_URL: boss })).toContain("its role boss is a superuser");
  });

  test("a wrong password is refused by the variable and the role, and is not told", async () => {
    expect(await start(asApp("vigil_app", "not the password"))).toMatch(
      /^Cannot use DATABASE_URL: the server at .* does not let vigil_app in/,
    );
  });

  test("a URL without the password that the server asks for is refused", async () => {
    const url = server.url("vigil_app", "").replace(":@", "@");
    expect(await start({ DATABASE_URL: url })).toContain("asks for the password of vigil_app");
  });

  test.each([
    ["a password that is not encoded", `postgresql://vigil_app:${passwords.vigil_app}@localhost/vigil`],
    ["a password with an @ in it", "postgresql://vigil_app:not the password@x@localhost/vigil"],
    ["a half-encoded password", "postgresql://vigil_app:100%@localhost/vigil"],
    ["no database", "postgresql://vigil_app:secret@localhost"],
    ["another scheme", "mysql://vigil_app:secret@localhost/vigil"],
  ])("a URL with %s is refused without telling it", async (_what, url) => {
    expect(await start({ DATABASE_URL: url })).toMatch(/^Cannot use DATABASE_URL: it must be postgresql:/);
  });

  test("a server that does not answer is named by host and port", async () => {
    const url = "postgresql://vigil_app:not%20the%20password@127.0.0.1:1/vigil";
    expect(await start({ DATABASE_URL: url })).toContain(
      "the server at 127.0.0.1:1 is not reached: nobody listens there",
    );
  });

  test("a certificate authority that cannot be read is named", async () => {
    const url = `${server.environment()["DATABASE_URL"]}&sslmode=verify-full&sslrootcert=/none/ca.crt`;
    expect(await start({ DATABASE_URL: url })).toContain("/none/ca.crt, which it names, cannot be read");
  });

  test("a database that is not there, or not the same for every login, is refused", async () => {
    expect(await start(asApp("vigil_app", passwords.vigil_app, "none"))).toContain("has no database none");
    expect(await start({ VIGIL_OWNER_URL: server.environment("other")["VIGIL_OWNER_URL"] })).toContain(
      "VIGIL_OWNER_URL: it leads to another database than DATABASE_URL",
    );
    const made = "SELECT FROM pg_namespace WHERE nspname = 'ledger'";
    await withClient(
      { connectionString: server.environment("other")["VIGIL_OWNER_URL"] ?? "" },
      async (other) => expect((await other.query(made)).rowCount).toBe(0),
    );
  });

  test("a database of somebody else's, or in another encoding, is not migrated", async () => {
    expect(await start({ VIGIL_OWNER_URL: server.environment("strange")["VIGIL_OWNER_URL"] })).toContain(
      "vigil_owner does not own the database and all of its tables; postgres does",
    );
    expect(await start({ VIGIL_OWNER_URL: server.environment("ascii")["VIGIL_OWNER_URL"] })).toContain(
      "its database has the encoding SQL_ASCII, and UTF8 is needed",
    );
  });

  test("tables that are older or newer than this version are not served without more ado", async () => {
    const newest = "SELECT max(name) FROM public.vigil_migration";
    await server.administer(
      [`UPDATE public.vigil_migration SET name = '9999-later.sql' WHERE name = (${newest})`],
      "vigil",
    );
    expect(await start({ VIGIL_OWNER_URL: "" })).toMatch(
      /it has 9999-later\.sql, which this version .* does not know/,
    );
    await server.administer(["DELETE FROM public.vigil_migration WHERE name = '9999-later.sql'"], "vigil");
    expect(await start({ VIGIL_OWNER_URL: "" })).toMatch(
      /0012-refused-about\.sql would have to be applied\. Set VIGIL_OWNER_URL/,
    );
  });
});
