import { afterAll, beforeAll, expect, test } from "vitest";
import type { StudyId } from "#kernel";
import { commands } from "#trial";
import { acceptInvitation, execute, foundStudy, invite, principalInStudy, systemUser } from "#usecases";
import type { Instance } from "../src/cli/instance.ts";
import { anInstance } from "./builders/instance.ts";

let instance: Instance;
beforeAll(async () => {
  instance = await anInstance();
});
afterAll(() => instance.close());

test("a coordinator's first phone call goes through decide, ledger and projection", async () => {
  const { ports } = instance;
  const source = { kind: "cli" } as const;
  const invited = await invite(
    ports,
    { username: "ada", name: "Ada", isAdministrator: true },
    { by: systemUser, source },
  );
  if (!invited.ok) throw new Error("x");
  const account = await acceptInvitation(ports, {
    token: invited.value.token,
    password: "a long sentence here",
    source,
  });
  if (!account.ok) throw new Error(account.error.message);
  const study = await foundStudy(
    ports,
    account.value,
    { name: "S", protocolId: "P", isDemonstration: true },
    source,
  );
  const signedIn = { account: account.value, session: { handedOver: null } as never };
  const run = async (type: string, subjectId: string, data: unknown, more = {}) => {
    const principal = await principalInStudy(ports, signedIn, study as StudyId);
    const definition = commands.find((c) => c.type === type);
    if (!definition) throw new Error(type);
    return execute(ports, {
      definition,
      study,
      subjectId,
      principal,
      source,
      signatureMethod: "password",
      body: { commandId: ports.randomness.timedId(), zone: "UTC", data, ...more },
    });
  };
  const design = { format: "vigil-study-design/1", id: "t", version: "1.0", name: "T", title: "T" };
  expect(await run("publish-design", study, { design, summary: "first" })).toMatchObject({ ok: true });
  const site = ports.randomness.randomId();
  expect(
    await run("open-site", site, {
      number: "01",
      name: "North",
      country: "US",
      zone: "America/New_York",
      languages: ["en"],
    }),
  ).toMatchObject({ ok: true });
  expect(
    await run("grant-role", account.value.userId, {
      role: "site-coordinator",
      siteId: site,
      from: "2026-01-01",
    }),
  ).toMatchObject({ ok: true });
  const participant = ports.randomness.randomId();
  const contact = {
    siteId: site,
    channel: "telephone",
    recruitmentSource: "web",
    referredBy: "self",
    language: "en",
    ageBand: "30-44",
    outcome: "continues",
    failReasons: [],
    note: { freeText: "called from home" },
  };
  expect(await run("log-contact", participant, contact)).toEqual({
    ok: true,
    value: { version: 1, repeated: false },
  });
  const { rows } = await instance.pool.query(
    "select set_config('vigil.study', $1, false), set_config('vigil.sites','*', false)",
    [study],
  );
  expect(rows.length).toBe(1);
});
