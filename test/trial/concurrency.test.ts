import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { StreamId } from "#ledger";
import { participantStream, ratingStream, siteStream } from "#trial";
import { readIdentity, recordIdentity, turns } from "#usecases";
import { ownerOf, withClient } from "../../src/adapters/postgres/database.ts";
import { north, staff } from "../../src/trial/testing/people.ts";
import { aCall, aParticipant, aSignature, entriesOf, type Story } from "../../src/trial/testing/story.ts";
import { aMeadow, elsewhere, interrupted, type Meadow, outcomeOf, principalOf } from "../builders/meadow.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const begun = aParticipant().screened().began("extra", { encounterId: "extra" });
const rated = begun.another(2).screened().confirmedEligible().enrolled().does("schedule-visit", {
  instanceId: "at-baseline",
  plannedFor: "2026-03-09T15:00:00.000Z",
  mode: "remote-video",
});

const called = rated.another(3).contacted().consented();

let meadow: Meadow;
beforeAll(async () => {
  meadow = await aMeadow();
  await meadow.tell(called);
});
afterAll(() => meadow.instance.close());

const meadowScope = () => ({ study: meadow.study, sites: "all" }) as const;

/** The types of a stream's events, and that each stands on the one before. */
async function chainOf(stream: StreamId) {
  const reads = await meadow.instance.ports.store.read(meadowScope(), [{ stream, after: 0 }]);
  const events = reads.get(stream)?.events ?? [];
  for (const [index, { event }] of events.entries()) {
    expect(event.version).toBe(index + 1);
    if (index > 0) expect(event.previousHash).toBe(events[index - 1]?.hash);
  }
  return events.map(({ event }) => event);
}

function vitals(weight: number, more: object): ReturnType<Story["command"]> {
  const data = { formKey: "extra/vitals/1", entries: entriesOf({ weight }) };
  return begun.command("draft-items", data, more);
}

describe("two people at once", () => {
  test("on one item: the one is taken, the other is shown what changed", async () => {
    const basedOn = begun.state.version;
    const answers = await Promise.all([
      meadow.send(vitals(70, { by: "coordinator", basedOn }), elsewhere()),
      meadow.send(vitals(71, { by: "investigator", basedOn }), elsewhere()),
    ]);
    expect(answers.map(outcomeOf).sort()).toEqual(["changed-meanwhile", "done"]);
    const no = answers.find((answer) => !answer.ok);
    expect(no).toMatchObject({ error: { because: "conflict", path: "weight" } });
    const taken = outcomeOf(answers[0]) === "done" ? 70 : 71;
    const { state } = await meadow.story();
    expect(state.forms["extra/vitals/1"]?.items["weight"]?.value).toBe(taken);
  });

  test("on different items: both are taken", async () => {
    const { version } = (await meadow.story()).state;
    const height = { formKey: "extra/vitals/1", entries: entriesOf({ height: 1.75 }) };
    const pressure = { formKey: "extra/vitals/1", entries: entriesOf({ "readings.0.systolic": 120 }) };
    const answers = await Promise.all([
      meadow.send(begun.command("draft-items", height, { by: "coordinator", basedOn: version }), elsewhere()),
      meadow.send(
        begun.command("draft-items", pressure, { by: "investigator", basedOn: version }),
        elsewhere(),
      ),
    ]);
    expect(answers.map(outcomeOf)).toEqual(["done", "done"]);
    await chainOf(participantStream(begun.id));
  });

  test("who add something: both are taken, each in its place, however little they had seen", async () => {
    const stream = participantStream(begun.id);
    const before = (await chainOf(stream)).length;
    const note = (words: string) =>
      begun.command(
        "record-deviation",
        { category: "other", rule: "seen", description: { freeText: words } },
        { basedOn: 1 },
      );
    const answers = await Promise.all(
      ["One.", "Two.", "Three."].map((words) => meadow.send(note(words), elsewhere())),
    );
    expect(answers.map(outcomeOf)).toEqual(["done", "done", "done"]);
    const versions = answers.map((answer) => (answer.ok ? answer.value.version : 0)).sort((a, b) => a - b);
    expect(versions).toEqual([before + 1, before + 2, before + 3]);
    expect((await chainOf(stream)).length).toBe(before + 3);
  });

  test("with the telephone: a consent that is taken back meanwhile stops what rests on it", async () => {
    const visits = { scopes: ["visits"], effectiveOn: "2026-02-02", toldBy: "participant" };
    const { store } = meadow.instance.ports;
    const meanwhile = () => meadow.act(called.command("withdraw-consent", visits));
    const start = called.command("start-visit", { visitId: "at-screening", mode: "in-person" });
    const answer = await meadow.send(start, elsewhere(interrupted(store, meanwhile)));
    expect(outcomeOf(answer)).toBe("consent-withdrawn");
    expect((await meadow.story(3)).state.visits.visits["at-screening"]).toBeUndefined();
  });
});

describe("first consents at one site at once", () => {
  test("get numbers one after the other, none twice and none skipped", async () => {
    const before = (await meadow.story()).trial.sites[north]?.issued.length ?? 0;
    const people = Array.from({ length: 16 }, (_, index) => begun.another(50 + index));
    await Promise.all(people.map((person) => meadow.act(person.command("log-contact", aCall))));
    const signed = { ...aSignature, signedOn: "2026-02-02" };
    const answers = await Promise.all(
      people.map((person) => meadow.send(person.command("sign-consent", signed), elsewhere())),
    );
    expect(answers.map(outcomeOf)).toEqual(people.map(() => "done"));
    const { trial } = await meadow.story();
    const numbers = people.map(({ id }) => trial.participants[id]?.enrollment.number);
    const expected = people.map((_, index) => `01-${String(before + index + 1).padStart(4, "0")}`);
    expect([...numbers].sort()).toEqual(expected);
    const issued = trial.sites[north]?.issued.slice(before) ?? [];
    expect(issued.map(({ number }) => number)).toEqual(expected);
    expect(
      issued.every(
        ({ participantId, number }) => trial.participants[participantId]?.enrollment.number === number,
      ),
    ).toBe(true);
    await chainOf(siteStream(north));
  });
});

describe("what one command writes to two streams", () => {
  const request = {
    formKey: "at-baseline/interview/1",
    startsAt: "2026-03-09T15:00:00.000Z",
    language: "en",
    indexTrauma: { freeText: "An accident at work." },
  };

  test("is written to both or to neither", async () => {
    await meadow.act(rated.command("request-rating", request));
    const asked = await meadow.story(2);
    const handle = Object.keys(asked.state.ratings)[0] ?? "";
    const rater = asked.trial.ratings[handle]?.rater;
    const by = [staff.firstRater, staff.secondRater].find(({ user }) => user === rater) ?? staff.firstRater;
    const entries = entriesOf({ intrusion: 8, avoidance: 6 });
    const submit = asked.command("submit-rating", { entries }, { about: handle, by });
    const types = async () => [
      (await chainOf(ratingStream(handle))).map(({ type }) => type),
      (await chainOf(participantStream(asked.id))).map(({ type }) => type).slice(asked.state.version),
    ];
    await withClient(ownerOf(meadow.instance.database), (client) => client.query(failing));
    await expect(meadow.send(submit)).rejects.toThrow("the disk is full");
    expect(await types()).toEqual([["RatingAssigned"], []]);
    await withClient(ownerOf(meadow.instance.database), (client) => client.query(failingNoMore));
    expect(outcomeOf(await meadow.send(submit))).toBe("done");
    expect(await types()).toEqual([
      ["RatingAssigned", "RatingSubmitted"],
      ["FormSubmitted", "RatingReceived", "RecordSigned"],
    ]);
    const [submitted] = (await chainOf(ratingStream(handle))).slice(-1);
    const others = (await chainOf(participantStream(asked.id))).slice(-3);
    expect(new Set([submitted, ...others].map((event) => event?.commandId)).size).toBe(1);
  });
});

/** The database fails at the last event of the command. */
const failing = `
  CREATE FUNCTION ledger.fail() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the disk is full'; END $$;
  CREATE TRIGGER fails BEFORE INSERT ON ledger.event FOR EACH ROW
    WHEN (NEW.canonical LIKE '%"type":"RecordSigned"%') EXECUTE FUNCTION ledger.fail()`;
const failingNoMore = "DROP TRIGGER fails ON ledger.event";

describe("an identity", () => {
  test("that two people complete at once has what both wrote", async () => {
    const { ports } = meadow.instance;
    const principal = principalOf(staff.coordinator);
    const request = (data: object) => ({
      study: meadow.study,
      subjectId: begun.id,
      principal,
      source: { kind: "web" as const },
      body: { commandId: ports.randomness.timedId(), zone: "America/New_York", data },
    });
    const write = (data: object, more: object = {}) =>
      recordIdentity({ ...ports, turns: turns(), ...more }, request(data));
    await write({ "given-name": "Bea", telephone: "555 1" });
    const meanwhile = () => write({ telephone: "555 2" });
    const store = interrupted(ports.store, meanwhile);
    expect(await write({ "e-mail": "bea@example.org" }, { store })).toMatchObject({ ok: true });
    const fields = [{ address: "Elm Street" }, { "family-name": "Ode" }, { "contact-person": "Ann" }];
    await Promise.all(fields.map((data) => write(data)));
    expect(await readIdentity(ports, request({ purpose: "To call." }))).toEqual({
      ok: true,
      value: {
        "given-name": "Bea",
        "family-name": "Ode",
        telephone: "555 2",
        "e-mail": "bea@example.org",
        address: "Elm Street",
        "contact-person": "Ann",
      },
    });
  });
});
