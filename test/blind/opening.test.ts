import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileKeyRing, ownerOf, withClient } from "#adapters";
import type { Role } from "#design";
import type { SiteId } from "#kernel";
import { armOf } from "#trial";
import {
  acceptInvitation,
  agentFor,
  drawAnew,
  type Principal,
  seeArmCounts,
  seeDesign,
  seeRandomization,
} from "#usecases";
import { north, staff } from "../../src/trial/testing/people.ts";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { unseal } from "../../src/usecases/randomization/recompute.ts";
import { environmentOf, runCommand } from "../builders/command-line.ts";
import { homeOf } from "../builders/instance.ts";
import { aMeadow, type Meadow } from "../builders/meadow.ts";
import { swapArms } from "./swap-arms.ts";

const rated = [2, 3, 4, 5, 6].reduce(
  (story, serial) => story.another(serial).screened().confirmedEligible().enrolled().rated(),
  aParticipant(1).screened().confirmedEligible().enrolled().rated(),
);
const six = [1, 2, 3, 4, 5, 6].reduce((story, serial) => story.another(serial).randomized(), rated);
const password = "a long sentence here";
const una = staff.unblindedStatistician;

let meadow: Meadow;
beforeAll(async () => {
  meadow = await aMeadow();
  const token = meadow.invitations.get(una.user) ?? "";
  await acceptInvitation(meadow.instance.ports, { token, password, source: { kind: "cli" } });
  await meadow.tell(rated);
}, 120_000);
afterAll(() => meadow.instance.close());

function as(roles: readonly Role[], sites: readonly SiteId[] | "all" = "all"): Principal {
  const standings = roles.map((role) => ({ role, sites }));
  return { user: una.user, name: "Somebody", standings, isInstanceAdministrator: false };
}

function vigil(args: readonly string[], input = "") {
  const { instance } = meadow;
  return runCommand(args, { environment: environmentOf(homeOf(instance), instance.database), input });
}

describe("at the shell, randomization", () => {
  test("is not opened with a wrong password, nor by anybody else", async () => {
    const open = ["randomization", "open", "--as"];
    expect(await vigil([...open, una.name], "not it")).toMatchObject({
      code: 1,
      json: { error: { code: "not-proven" } },
    });
    expect(await vigil([...open, "nobody"], password)).toMatchObject({ code: 1 });
    expect(await vigil(["randomization", "open"])).toMatchObject({ code: 2 });
    expect(await vigil(["randomization", "status"])).toMatchObject({ code: 0, json: { isOpen: false } });
  });

  test("is opened by the unblinded statistician, who proves who they are", async () => {
    const refused = await vigil(["randomization", "open", "--as", una.name, "--block-sizes", "4"], password);
    expect(refused).toMatchObject({ code: 1, json: { error: { code: "no-blocks" } } });
    const opened = await vigil(["randomization", "open", "--as", una.name], `${password}\n`);
    expect(opened, opened.text).toMatchObject({ code: 0, json: { opened: true } });
    expect(await vigil(["randomization", "status"])).toMatchObject({ code: 0, json: { isOpen: true } });
  });
});

describe("of those who are randomized", () => {
  beforeAll(async () => {
    meadow = await replaced(meadow);
    await meadow.tell(six);
  }, 120_000);

  test("a site is told how many in the study and at itself, and no arm", async () => {
    const ask = (principal: Principal) =>
      seeRandomization(meadow.instance.ports, { study: meadow.study, principal });
    const site = await ask(as(["site-coordinator"], [north]));
    expect(site).toMatchObject({
      ok: true,
      value: { isOpen: true, randomized: 6, sites: [{ siteId: north }] },
    });
    const sponsor = await ask(as(["sponsor-study-team"]));
    expect(sponsor.ok && sponsor.value.sites).toHaveLength(2);
    expect(JSON.stringify([site, sponsor])).not.toMatch(/active|control/);
  });

  test("the random element is kept from the site, and not from the unblinded statistician", async () => {
    const seen = async (principal: Principal) =>
      JSON.stringify(await seeDesign(meadow.instance.ports, { study: meadow.study, principal }, "1.0"));
    expect(await seen(as(["investigator"], [north]))).not.toContain("randomElement");
    expect(await seen(as(["unblinded-statistician"]))).toContain("randomElement");
  });

  test("the allocation is proven, and the event of it tells no arm", async () => {
    const { ports, maintenance } = meadow.instance;
    const agent = agentFor(as(["unblinded-statistician"]), "recompute-allocation", { kind: "cli" });
    if (!agent.ok) throw new Error(agent.error.message);
    expect(await drawAnew(ports, meadow.study, agent.value)).toEqual({ compared: 6, differences: [] });
    const counts = await seeArmCounts(ports, meadow.study, agent.value);
    expect(counts.ok && counts.value.all.reduce((sum, count) => sum + count, 0)).toBe(6);
    const { rows } = await maintenance.query<{ canonical: string }>(
      'SELECT canonical FROM ledger.event WHERE canonical LIKE \'%"type":"Allocation%\' ORDER BY version',
    );
    const data = rows.map(({ canonical }) => JSON.parse(canonical).data);
    expect(data).toEqual([
      { compared: 6, outcome: "proven", differences: 0 },
      { contents: "counts", randomized: 6 },
    ]);
  });

  test("whoever is blinded in another role opens nothing", () => {
    const source = { kind: "cli" } as const;
    for (const blinded of ["statistician", "monitor", "investigator"] as const) {
      const both = agentFor(as(["unblinded-statistician", blinded]), "see-allocation", source);
      expect(both).toMatchObject({ ok: false, error: { code: "blinded-in-another-role" } });
    }
    const ofOneSite = agentFor(as(["unblinded-statistician"], [north]), "see-allocation", source);
    expect(ofOneSite).toMatchObject({ ok: false, error: { code: "not-permitted" } });
  });

  test("two arms that were swapped behind the seal are found by the command, by number and without an arm", async () => {
    expect(await vigil(["randomization", "recompute"])).toMatchObject({
      code: 0,
      json: { outcome: "proven" },
    });
    const { instance, study } = meadow;
    const { sealed } = await unseal(instance.ports, study);
    const [first, ...others] = sealed.allocation.taken;
    const other = others.find((slot) => first && armOf(sealed, slot) !== armOf(sealed, first));
    if (!first || !other) throw new Error("All six have one arm.");
    const keys = fileKeyRing(path.join(homeOf(instance), "keys"));
    await withClient(ownerOf(instance.database), (owner) =>
      swapArms(owner, keys, study, [first.participantId, other.participantId]),
    );
    const found = await vigil(["randomization", "recompute"]);
    expect(found).toMatchObject({ code: 1, json: { outcome: "differences" } });
    expect(found.text).toContain("R-0001  arm");
    expect(found.text + JSON.stringify(found.json)).not.toMatch(/active|control/);
  });
});

/** The study told anew: what was done at the shell stands in no story. */
async function replaced(before: Meadow): Promise<Meadow> {
  await before.instance.close();
  return aMeadow();
}
