import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { participantStream } from "#trial";
import { checkProjections, seeDesigns, seeForm, seeHistory, seeWorklist } from "#usecases";
import { signatureStanding, signedHash } from "../../src/trial/signature/content.ts";
import { meadowAmendment } from "../../src/trial/testing/meadow-study.ts";
import { north, type Person, south, staff } from "../../src/trial/testing/people.ts";
import { aCall, aParticipant, aSignature, entriesOf, type Story } from "../../src/trial/testing/story.ts";
import { aMeadow, type Meadow, outcomeOf, principalOf } from "../builders/meadow.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const { administrator, coordinator, investigator } = staff;
const vitals = "at-screening/vitals/1";

const agreement = "at-screening/agreement/1";
const meaning = "I agreed this with the participant";

/** Two enrolled, one of them with a visit and a signed form; one screened, one who signed, one who called. */
function fiveParticipants(): Story {
  const enrolled = (story: Story) => story.screened().confirmedEligible().enrolled();
  const first = enrolled(aParticipant(1)).began("at-preparation").submitted(agreement, { agreed: true });
  const target = { kind: "form", id: agreement } as const;
  const contentHash = signedHash(first.state, target);
  const signed = first.does("sign-record", { target, meaning, contentHash }, { by: "investigator" });
  const second = enrolled(signed.another(2));
  const third = second.another(3).screened();
  return third.another(4).contacted().consented().another(5).contacted();
}

const five = fiveParticipants();
const serials = [1, 2, 3, 4, 5];
const ids = serials.map((serial) => five.another(serial).id);
const [first, second, third] = serials.map((serial) => five.another(serial)) as [Story, Story, Story];

let meadow: Meadow;
beforeAll(async () => {
  meadow = await aMeadow();
  await meadow.tell(five);
  meadow.clock.set("2026-03-02T14:00:00.000Z");
});
afterAll(() => meadow.instance.close());

const askingAs = (person: Person) => ({ study: meadow.study, principal: principalOf(person) });
const ports = () => meadow.instance.ports as never;

async function migrate(story: Story): Promise<string> {
  return outcomeOf(await meadow.send(story.command("migrate-participant", { toVersion: "2.0" })));
}

async function formOf(story: Story, formKey: string) {
  const seen = await seeForm(ports(), askingAs(investigator), story.id, formKey);
  if (!seen.ok) throw new Error(seen.error.message);
  return seen.value;
}

async function typesSince(story: Story, version: number): Promise<readonly string[]> {
  const stream = participantStream(story.id);
  const { store } = meadow.instance.ports;
  const reads = await store.read({ study: meadow.study, sites: "all" }, [{ stream, after: version }]);
  return (reads.get(stream)?.events ?? []).map(({ event }) => event.type);
}

async function versionOf(story: Story): Promise<number> {
  return (await meadow.story()).trial.participants[story.id]?.version ?? 0;
}

const committee = { committee: "Ethics committee", approvedOn: "2026-02-25", effectiveFrom: "2026-03-01" };

describe("an amendment", () => {
  let before: readonly number[];
  beforeAll(async () => {
    before = await Promise.all(ids.map((_, index) => versionOf(five.another(index + 1))));
  });

  test("is published as a new version, which says what it changes and what does not carry over", async () => {
    await meadow.act(
      first.command("publish-design", { design: meadowAmendment, summary: "Asks about home." }),
    );
    const { versions } = await seeDesigns(ports(), askingAs(administrator));
    expect(versions.map(({ version, participants }) => [version, participants])).toEqual([
      ["2.0", 0],
      ["1.0", 5],
    ]);
    const hazardous = versions[0]?.changes.filter(({ hazards }) => hazards.length > 0) ?? [];
    expect(hazardous.map(({ kind, id, change, hazards }) => [kind, id, change, hazards])).toEqual([
      ["form", "agreement", "removed", ["forms already submitted have no place in the new version"]],
      ["group", "agreement.points", "removed", ["rows already entered have no place in the new version"]],
      ["item", "agreement.agreed", "removed", ["values already entered have no place in the new version"]],
      ["item", "demographics.lives-alone", "added", ["forms already submitted lack this answer"]],
    ]);
    expect(versions[0]?.changes.map(({ sentence }) => sentence)).toContain(
      "Form agreement (Agreement) is removed.",
    );
  });

  test("moves nobody by itself", async () => {
    const { trial } = await meadow.story();
    expect(ids.map((id) => trial.participants[id]?.version)).toEqual(before);
  });

  test("binds nobody before the site's committee has approved it", async () => {
    expect(await migrate(first)).toBe("version-not-approved");
    await meadow.act(first.command("approve-design-version", { version: "2.0", ...committee }));
    const { versions } = await seeDesigns(ports(), askingAs(administrator));
    expect(versions[0]?.sites.map(({ siteId, standing }) => [siteId, standing])).toEqual([
      [north, "in-effect"],
      [south, "not-approved"],
    ]);
  });

  test("binds nobody whose consent form is that of the version before", async () => {
    const consent = { documentId: "main-consent", version: "4", language: "en", reconsentBy: "2026-04-01" };
    await meadow.act(first.command("approve-consent-version", { ...consent, ...committee }));
    expect(await migrate(first)).toBe("consent-version-outdated");
    for (const story of [first, second])
      await meadow.act(
        story.command("sign-consent", { ...aSignature, version: "4", signedOn: "2026-03-02" }),
      );
  });

  test("binds nobody while a physician has still to confirm its numbers", async () => {
    expect(await migrate(first)).toBe("parameters-not-confirmed");
    await meadow.act(first.command("confirm-parameters", { version: "2.0", parameterIds: ["minimum-age"] }));
  });

  test("is moved to by two of five, on record, and leaves the other three where they were", async () => {
    expect([await migrate(first), await migrate(second)]).toEqual(["done", "done"]);
    expect(await migrate(third)).toBe("consent-version-outdated");
    const since = await Promise.all(
      serials.map((serial, index) => typesSince(five.another(serial), before[index] ?? 0)),
    );
    const moved = ["ConsentSigned", "ParticipantMigrated"];
    expect(since).toEqual([moved, moved, [], [], []]);
    const { versions } = await seeDesigns(ports(), askingAs(administrator));
    expect(versions.map(({ version, participants }) => [version, participants])).toEqual([
      ["2.0", 2],
      ["1.0", 3],
    ]);
  });

  test("asks the site to decide on those who stayed", async () => {
    const { items } = await seeWorklist(ports(), askingAs(investigator));
    const toDecide = items.filter(({ kind }) => kind === "migration-to-decide");
    expect(toDecide.map(({ participantId }) => participantId).sort()).toEqual(ids.slice(2, 4));
  });
});

describe("what was begun under the version before", () => {
  test("stays: the form that is no more, what stands on it, and the signature under it", async () => {
    expect(await formOf(first, agreement)).toMatchObject({
      designVersion: "1.0",
      status: "submitted",
      label: "Agreement",
      items: [{ path: "agreed", value: true }],
      signatures: [{ meaning, standing: "valid" }],
    });
    const { state } = await meadow.story();
    expect(state.signatures.map((signature) => signatureStanding(state, signature).standing)).toEqual([
      "valid",
      "valid",
    ]);
  });

  test("is a visit by the forms that it then had", async () => {
    const { state } = await meadow.story();
    expect(state.visits.visits["at-screening"]?.designVersion).toBe("1.0");
    const lonely = { formKey: "at-screening/demographics/1", entries: entriesOf({ "lives-alone": true }) };
    const more = { reason: "Asked again.", basedOn: 999 };
    expect(outcomeOf(await meadow.send(first.command("correct-items", lonely, more)))).toBe("no-such-item");
    const miss = second.command("mark-form-not-done", {
      formKey: agreement,
      why: { freeText: "Forgotten." },
    });
    expect(outcomeOf(await meadow.send(miss))).toBe("done");
  });

  test("is corrected in its place: an item keeps its identity, its history and its queries", async () => {
    const question = { formKey: vitals, itemPath: "weight", question: { freeText: "So light?" } };
    await meadow.act(first.command("open-query", question));
    const corrected = { formKey: vitals, entries: entriesOf({ weight: 71 }) };
    await meadow.act(
      first.command("correct-items", corrected, { reason: "Misread.", basedOn: 999, by: "coordinator" }),
    );
    const form = await formOf(first, vitals);
    expect(form.designVersion).toBe("1.0");
    expect(form.items.find(({ path }) => path === "weight")?.value).toBe(71);
    expect(form.queries).toMatchObject([{ itemPath: "weight", state: "open" }]);
    const history = await seeHistory(ports(), askingAs(coordinator), first.id, {
      formKey: vitals,
      path: "weight",
    });
    const changes = history.ok
      ? history.value.flatMap((entry) => entry.changes.filter(({ path }) => path === "weight"))
      : [];
    expect(changes.map(({ from, to }) => [from, to])).toEqual([
      [null, 70],
      [70, 71],
    ]);
  });
});

describe("what begins after it", () => {
  const demographics = (visit: string) => `${visit}/demographics/1`;
  const answers = { age: 35, "prior-use": false };

  test("follows the new version for whoever moved, and the old one for whoever stayed", async () => {
    for (const story of [first, third])
      await meadow.act(
        story.command("start-visit", { visitId: "extra", encounterId: "extra", mode: "in-person" }),
      );
    const submit = (story: Story, more: object) =>
      meadow.send(
        story.command("submit-form", {
          formKey: demographics("extra"),
          entries: entriesOf({ ...answers, ...more }),
        }),
      );
    expect(outcomeOf(await submit(first, {}))).toBe("form-not-submittable");
    expect(outcomeOf(await submit(first, { "lives-alone": true }))).toBe("done");
    expect(outcomeOf(await submit(third, { "lives-alone": true }))).toBe("no-such-item");
    expect(outcomeOf(await submit(third, {}))).toBe("done");
    expect((await formOf(first, demographics("extra"))).designVersion).toBe("2.0");
    expect((await formOf(third, demographics("extra"))).designVersion).toBe("1.0");
  });

  test("has no place for a form that was taken out", async () => {
    const gone = { formKey: "extra/agreement/1", entries: entriesOf({ agreed: true }) };
    expect(outcomeOf(await meadow.send(first.command("submit-form", gone)))).toBe("no-such-form");
    expect(outcomeOf(await meadow.send(third.command("submit-form", gone)))).toBe("done");
  });

  test("is of the new version for whoever consents at a site where it is in effect, and of no other", async () => {
    const consents = async (story: Story, more: object, by: Person) => {
      await meadow.act({ ...story.command("log-contact", { ...aCall, siteId: by.sites[0] }), by });
      await meadow.act({
        ...story.command("sign-consent", { ...aSignature, signedOn: "2026-03-02", ...more }),
        by,
      });
      return (await meadow.story()).trial.participants[story.id]?.enrollment.designVersion;
    };
    expect(await consents(five.another(6), { version: "4" }, coordinator)).toBe("2.0");
    expect(await consents(five.another(7), { version: "1" }, staff.southCoordinator)).toBe("1.0");
  });

  test("is projected as a rebuild would have it", async () => {
    const { rows: _rows, ...differences } = await checkProjections(meadow.instance.ports, meadow.study);
    expect(differences).toEqual({ missing: [], unfounded: [], shownToOthers: [] });
  });
});
