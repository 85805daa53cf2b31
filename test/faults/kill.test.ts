import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type SiteId, type StudyId, seededRandom } from "#kernel";
import { commands } from "#trial";
import {
  acceptInvitation,
  execute,
  foundStudy,
  invite,
  principalInStudy,
  systemUser,
  verifyStudy,
} from "#usecases";
import { openInstance } from "../../src/cli/instance.ts";
import { aDesign } from "../builders/design.ts";
import { type RunningApp, runApp } from "../builders/running-app.ts";

const rounds = Number(process.env["VIGIL_KILL_ROUNDS"] ?? 50);
const writers = 8;
const password = "the heron stands still";

let home: string;
let study: StudyId;
let site: SiteId;

beforeAll(async () => {
  home = mkdtempSync(path.join(tmpdir(), "vigil-kill-"));
  const instance = await openInstance({ home });
  const { ports } = instance;
  const source = { kind: "cli" } as const;
  const invited = await invite(
    ports,
    { username: "ada", name: "Ada", isAdministrator: true, isDemonstration: true },
    { by: systemUser, source },
  );
  if (!invited.ok) throw new Error(invited.error.message);
  const account = await acceptInvitation(ports, { token: invited.value.token, password, source });
  if (!account.ok) throw new Error(account.error.message);
  study = await foundStudy(
    ports,
    account.value,
    { name: "Kill -9", protocolId: "K9", isDemonstration: true },
    source,
  );
  site = ports.randomness.randomId() as SiteId;
  const run = async (type: string, subjectId: string, data: unknown): Promise<void> => {
    const principal = await principalInStudy(
      ports,
      { account: account.value, session: { handedOver: null } as never },
      study,
    );
    const definition = commands.find((command) => command.type === type);
    if (!definition) throw new Error(`There is no command ${type}.`);
    const body = { commandId: ports.randomness.timedId(), zone: "UTC", data };
    const answer = await execute(ports, {
      definition,
      study,
      subjectId,
      principal,
      source,
      body,
      reauthenticated: true,
    });
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  };
  await run("publish-design", study, { design: aDesign(), summary: "first" });
  await run("open-site", site, {
    number: "01",
    name: "North",
    country: "US",
    zone: "UTC",
    languages: ["en"],
  });
  await run("grant-role", account.value.userId, {
    role: "site-coordinator",
    siteId: site,
    from: "2020-01-01",
  });
  await instance.close();
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** A person at a keyboard who sends each command until it is answered, however often the server dies meanwhile. */
class PersistentWriter {
  readonly acknowledged: string[] = [];
  private readonly ids: () => string;
  private pending: string | undefined;

  constructor(ids: () => string) {
    this.ids = ids;
  }

  /** Writes until the server is gone. */
  async write(origin: string, cookie: string): Promise<void> {
    for (;;) {
      this.pending ??= this.ids();
      const participant = this.pending.replace(/-7/, "-4");
      const response = await fetch(
        `${origin}/api/studies/${study}/participants/${participant}/commands/log-contact`,
        {
          method: "POST",
          headers: { "content-type": "application/json", cookie },
          body: JSON.stringify({ commandId: this.pending, zone: "UTC", data: aContact() }),
        },
      ).catch(() => undefined);
      if (!response?.ok) {
        if (response && response.status < 500)
          throw new Error(`${response.status}: ${await response.text()}`);
        return;
      }
      this.acknowledged.push(this.pending);
      this.pending = undefined;
    }
  }
}

test(`${rounds} rounds of kill -9 of the server, of the database and of both lose nothing that was acknowledged and double nothing`, async () => {
  const random = seededRandom("kill -9");
  let serial = 0;
  const nextId = (): string => `0197c3a0-0000-7000-8000-${(++serial).toString(16).padStart(12, "0")}`;
  const people = Array.from({ length: writers }, () => new PersistentWriter(nextId));
  const kills = { server: 0, database: 0, both: 0 };
  for (let round = 0; round < rounds; round++) {
    const app = await runApp(home);
    const cookie = await signIn(app.origin);
    const writing = Promise.all(people.map((person) => person.write(app.origin, cookie)));
    await sleep(150 + random.between(0, 700));
    const target = (["server", "database", "both"] as const)[round % 3] as keyof typeof kills;
    kills[target]++;
    strike(app, target);
    await writing;
    await app.ended;
  }
  const acknowledged = people.flatMap((person) => person.acknowledged);
  const found = await commandsInLedger();
  console.log(
    `${acknowledged.length} acknowledged in ${rounds} rounds (${JSON.stringify(kills)}), ${found.length} in the ledger`,
  );
  expect(acknowledged.length).toBeGreaterThan(rounds);
  expect(new Set(found).size, "no command twice").toBe(found.length);
  expect(
    acknowledged.filter((id) => !found.includes(id)),
    "no acknowledged command lost",
  ).toEqual([]);
  expect(
    found.length - acknowledged.length,
    "at most one command a writer was stored but never acknowledged",
  ).toBeLessThanOrEqual(writers);
});

function strike(app: RunningApp, target: "server" | "database" | "both"): void {
  if (target !== "server") app.killDatabase();
  if (target !== "database") app.killServer();
}

async function signIn(origin: string): Promise<string> {
  const response = await fetch(`${origin}/api/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username: "ada", password }),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (!response.ok || !cookie) throw new Error(`Cannot sign in: ${response.status} ${await response.text()}`);
  return cookie;
}

/** The command ids of all contacts in the ledger, after every chain has been found whole. */
async function commandsInLedger(): Promise<readonly string[]> {
  const instance = await openInstance({ home });
  try {
    const report = await verifyStudy(instance.ports, study, instance.ports.verification());
    expect(report.findings).toEqual([]);
    expect(report.intact).toBe(true);
    const ids: string[] = [];
    for await (const { canonical } of instance.ports.archive.events(study)) {
      const event = JSON.parse(canonical) as { type: string; commandId: string };
      if (event.type === "PreScreeningContactLogged") ids.push(event.commandId);
    }
    return ids;
  } finally {
    await instance.close();
  }
}

function aContact(): unknown {
  return {
    siteId: site,
    channel: "telephone",
    recruitmentSource: "web site",
    referredBy: "self",
    language: "en",
    ageBand: "30-44",
    outcome: "continues",
    failReasons: [],
  };
}
