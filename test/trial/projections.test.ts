import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { canonicalJson, seededRandom } from "#kernel";
import { checkProjections, rebuildProjections } from "#usecases";
import { north, numberedId, south, staff } from "../../src/trial/testing/people.ts";
import { proposeAt } from "../../src/trial/testing/random-walk.ts";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { aMeadow, type Meadow } from "../builders/meadow.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let meadow: Meadow;
beforeAll(async () => {
  meadow = await aMeadow();
  const enrolled = aParticipant(1).screened().confirmedEligible().enrolled();
  const screened = enrolled.another(2).screened();
  await meadow.tell(screened.another(3).contacted().consented().began("at-screening"));
});
afterAll(() => meadow.instance.close());

/** Until so many things have happened that people at two sites wanted of four participants. Returns what happened. */
async function walk(seed: string, length: number): Promise<ReadonlySet<string>> {
  const random = seededRandom(seed);
  const happened: string[] = [];
  let before = await meadow.story();
  while (happened.length < length) {
    const participant = before.another(random.between(1, 4));
    const { story, proposal } = proposeAt(participant, random.between(0, 1_000_000));
    before = story;
    if (story.refusal(...proposal)) continue;
    meadow.clock.set(story.trial.now);
    const answer = await meadow.send(story.command(...proposal));
    if (answer.ok) happened.push(proposal[0]);
    before = await meadow.story();
  }
  return new Set(happened);
}

/** Every row of every projection, in an order of its own. */
async function allRows(): Promise<readonly string[]> {
  const { projections } = meadow.instance.ports;
  const rows = await projections.look(meadow.study, (moment) => moment.rows());
  return rows.map(({ table, row }) => `${table} ${canonicalJson(row)}`).sort();
}

async function expectRebuiltAsFed(): Promise<void> {
  const fed = await allRows();
  const { rows, ...differences } = await checkProjections(meadow.instance.ports, meadow.study);
  expect(differences).toEqual({ missing: [], unfounded: [], shownToOthers: [] });
  expect(rows).toBe(fed.length);
  await rebuildProjections(meadow.instance.ports, meadow.study);
  expect(await allRows()).toEqual(fed);
}

test("states that a writer has folded are those that are read from the first event on", async () => {
  await walk("through the grass", 50);
  const [kept, anew] = [await meadow.story(), await meadow.readAnew()];
  expect(canonicalJson(kept.trial as never)).toBe(canonicalJson(anew.trial as never));
});

describe("projections that were fed one by one are those that are rebuilt", () => {
  test.each(["across the meadow", "along the river"])("after a random walk %s", async (seed) => {
    const happened = await walk(seed, 100);
    expect(happened.size).toBeGreaterThan(15);
    await expectRebuiltAsFed();
  });

  test("when a participant comes into the care of a site where it is another day", async () => {
    meadow.clock.set("2027-02-02T02:00:00.000Z");
    const story = await meadow.story();
    const question = { freeText: "So heavy?" };
    const query = { formKey: "at-screening/vitals/1", itemPath: "weight", question };
    await meadow.act(story.command("open-query", query));
    const transfer = { toSite: south, effectiveOn: "2027-02-01" };
    await meadow.act(story.command("transfer-participant", transfer));
    await expectRebuiltAsFed();
  });

  test("when people get credentials and roles, and lose them", async () => {
    const { user } = staff.therapist;
    const by = staff.administrator;
    const role = { role: "pharmacist", siteId: north, from: "2026-02-02" };
    const license = { kind: "license", name: "Psychologist", issuer: "State", validFrom: "2026-01-01" };
    const about = { about: user, by };
    const story = await meadow.story();
    await meadow.act(story.command("grant-role", role, about));
    await meadow.act(story.command("record-credential", { ...license, validUntil: "2027-06-30" }, about));
    await expectRebuiltAsFed();
    await meadow.act(story.command("record-credential", { ...license, validUntil: "2028-06-30" }, about));
    const grantId = (await meadow.story()).trial.staff[user]?.grants.at(-1)?.grantId ?? numberedId(9, 0);
    await meadow.act(story.command("end-role", { grantId, on: "2027-03-01" }, about));
    await expectRebuiltAsFed();
  });
});
