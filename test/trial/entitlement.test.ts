import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { LedgerEvent } from "#ledger";
import { participantStream } from "#trial";
import { checkProjections, type Principal, principalInStudy, seeHistory } from "#usecases";
import { north, numberedId, type Person, south, staff } from "../../src/trial/testing/people.ts";
import { aParticipant, type Circumstances, entriesOf, type Story } from "../../src/trial/testing/story.ts";
import { aMeadow, type Meadow, outcomeOf } from "../builders/meadow.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const started = aParticipant().contacted().consented().began("extra", { encounterId: "extra" });
const { coordinator, investigator, southCoordinator, monitor, administrator } = staff;

let meadow: Meadow;
beforeAll(async () => {
  meadow = await aMeadow();
  await meadow.tell(started);
});
afterAll(() => meadow.instance.close());

/** The person as the door knows them at this moment: by their account, with all roles that they have or had. */
async function atTheDoor({ user }: Person): Promise<Principal> {
  const { ports } = meadow.instance;
  const account = await ports.accounts.byId(user);
  return principalInStudy(ports, { account, session: { handedOver: null } } as never, meadow.study);
}

async function send(person: Person, story: Story, ...parts: Parameters<Story["command"]>): Promise<string> {
  const command = { ...story.command(...parts), by: person };
  return outcomeOf(await meadow.send(command, { request: { principal: await atTheDoor(person) } }));
}

const weighing = (weight: number, more: Circumstances = {}) =>
  [
    "draft-items",
    { formKey: "extra/vitals/1", entries: entriesOf({ weight }) },
    { basedOn: 999, ...more },
  ] as const;

async function lastEvent(story: Story): Promise<LedgerEvent | undefined> {
  const stream = participantStream(story.id);
  const { store } = meadow.instance.ports;
  const reads = await store.read({ study: meadow.study, sites: "all" }, [{ stream, after: 0 }]);
  return reads.get(stream)?.events.at(-1)?.event;
}

async function grantsOf({ user }: Person) {
  return (await meadow.story()).trial.staff[user]?.grants ?? [];
}

/** The person's role ends with the day. */
async function endRole(person: Person, on: string): Promise<void> {
  const grantId = (await grantsOf(person)).at(-1)?.grantId ?? "";
  await meadow.act(started.command("end-role", { grantId, on }, { about: person.user, by: administrator }));
}

describe("who had a role when it happened", () => {
  const evening = { at: "2026-02-10T23:30:00.000Z" };
  beforeAll(async () => {
    meadow.clock.set("2026-02-12T15:00:00.000Z");
    await endRole(coordinator, "2026-02-10");
  });

  test("may tell of it after the role has ended, and both are kept", async () => {
    expect(await send(coordinator, started, ...weighing(70, evening))).toBe("done");
    expect(await lastEvent(started)).toMatchObject({
      occurredAt: evening.at,
      recordedAt: "2026-02-12T15:00:00.000Z",
      actor: {
        user: coordinator.user,
        role: "site-coordinator",
        site: north,
        entitled: { whenItHappened: "site-coordinator", whenReceived: "none" },
      },
    });
  });

  test("had it to the end of its last day where it happened, and not a day longer", async () => {
    const late = { at: "2026-02-11T04:59:00.000Z" };
    expect(await send(coordinator, started, ...weighing(71, { ...late, zone: "America/New_York" }))).toBe(
      "done",
    );
    expect(await send(coordinator, started, ...weighing(72, { ...late, zone: "Europe/Berlin" }))).toBe(
      "not-found",
    );
    const after = { at: "2026-02-11T05:00:00.000Z" };
    expect(await send(coordinator, started, ...weighing(73, after))).toBe("not-found");
  });

  test("tells of nothing new, and does nothing more", async () => {
    expect(await send(coordinator, started, ...weighing(74))).toBe("not-found");
    const plan = { encounterId: "extra", plannedFor: "2026-02-20T15:00:00.000Z", mode: "in-person" };
    expect(await send(coordinator, started, "schedule-visit", plan, evening)).toBe("not-found");
    expect(await send(coordinator, started, "log-contact", {}, evening)).toBe("invalid-input");
  });

  test("is named with both in the history of the participant", async () => {
    const principal = await atTheDoor(investigator);
    const seen = await seeHistory(
      meadow.instance.ports as never,
      { study: meadow.study, principal },
      started.id,
    );
    if (!seen.ok) throw new Error(seen.error.message);
    const told = seen.value.filter(({ entitled }) => entitled !== null);
    expect(told.map(({ by, role, entitled }) => [by, role, entitled])).toEqual(
      Array(2).fill([
        "Cora Coordinator",
        "site-coordinator",
        { whenItHappened: "site-coordinator", whenReceived: "none" },
      ]),
    );
  });
});

describe("who has a role since then", () => {
  test("may tell of it too, and it is kept that they had none when it happened", async () => {
    const newcomer: Person = { ...staff.southInvestigator, role: "sub-investigator", sites: [north] };
    const role = { role: "sub-investigator", siteId: north, from: "2026-02-12" };
    await meadow.act(started.command("grant-role", role, { about: newcomer.user, by: administrator }));
    const earlier = { at: "2026-02-09T15:00:00.000Z" };
    expect(await send(newcomer, started, ...weighing(75, earlier))).toBe("done");
    expect((await lastEvent(started))?.actor).toMatchObject({
      role: "sub-investigator",
      entitled: { whenItHappened: "none", whenReceived: "sub-investigator" },
    });
  });

  test("in another role than then is judged by the one that they had", async () => {
    const { subInvestigator } = staff;
    await endRole(subInvestigator, "2026-02-10");
    const role = { role: "investigator", siteId: north, from: "2026-02-11" };
    const about = { about: subInvestigator.user, by: administrator };
    await meadow.act(started.command("grant-role", role, about));
    const earlier = { at: "2026-02-09T15:00:00.000Z" };
    expect(await send(subInvestigator, started, ...weighing(76, earlier))).toBe("done");
    expect((await lastEvent(started))?.actor).toMatchObject({
      role: "sub-investigator",
      entitled: { whenItHappened: "sub-investigator", whenReceived: "investigator" },
    });
  });
});

test("who had the same role all along is named with it alone", async () => {
  const earlier = { at: "2026-02-09T15:00:00.000Z" };
  expect(await send(investigator, started, ...weighing(77, earlier))).toBe("done");
  const actor = (await lastEvent(started))?.actor;
  expect(actor).toEqual({ user: investigator.user, role: "investigator", site: north });
});

test("who never was entitled is refused, whenever they say that it happened", async () => {
  for (const at of ["2026-02-02T15:00:00.000Z", "2026-02-09T15:00:00.000Z"]) {
    expect(await send(southCoordinator, started, ...weighing(78, { at }))).toBe("not-found");
    expect(await send(monitor, started, ...weighing(78, { at }))).toBe("not-permitted");
  }
});

describe("a participant who was transferred since", () => {
  const moved = started.another(2).contacted().consented().began("extra", { encounterId: "extra" });
  beforeAll(async () => {
    meadow.clock.set(started.trial.now);
    await meadow.tell(moved);
    meadow.clock.set("2026-02-15T15:00:00.000Z");
    await meadow.act(moved.command("transfer-participant", { toSite: south, effectiveOn: "2026-02-14" }));
  });

  test("may still be told of by the site that looked after them then", async () => {
    expect(await send(investigator, moved, ...weighing(70, { at: "2026-02-13T15:00:00.000Z" }))).toBe("done");
    expect((await lastEvent(moved))?.actor).toMatchObject({
      role: "investigator",
      entitled: { whenItHappened: "investigator", whenReceived: "none" },
    });
  });

  test("is projected by the day at the site of today, which the other one does not see", async () => {
    const fall = { category: "other", rule: "seen", description: { freeText: "They fell." } };
    // Already the next day in Berlin.
    const at = "2026-02-13T23:30:00.000Z";
    expect(await send(investigator, moved, "record-deviation", fall, { at })).toBe("done");
    const { rows: _rows, ...differences } = await checkProjections(meadow.instance.ports, meadow.study);
    expect(differences).toEqual({ missing: [], unfounded: [], shownToOthers: [] });
  });

  test("on the day of the transfer by both", async () => {
    const at = "2026-02-14T15:00:00.000Z";
    expect(await send(investigator, moved, ...weighing(71, { at }))).toBe("done");
    expect(await send(southCoordinator, moved, ...weighing(72, { at }))).toBe("done");
    expect((await lastEvent(moved))?.actor).not.toHaveProperty("entitled");
  });

  test("and after it by the new one alone", async () => {
    const at = "2026-02-15T14:00:00.000Z";
    expect(await send(investigator, moved, ...weighing(73, { at }))).toBe("not-found");
    expect(await send(southCoordinator, moved, ...weighing(74, { at }))).toBe("done");
  });
});

describe("the clock of a device", () => {
  const sendAt = (at: string, envelope: object = {}) =>
    meadow.send(started.command(...weighing(80, { at, by: "investigator" })), { envelope });

  test("that is seconds fast changes nothing: it is as if it were right", async () => {
    meadow.clock.set("2026-02-16T15:00:00.000Z");
    expect(outcomeOf(await sendAt("2026-02-16T15:00:59.000Z"))).toBe("done");
    const event = await lastEvent(started);
    expect(event?.occurredAt).toBe("2026-02-16T15:00:00.000Z");
    expect(event).not.toHaveProperty("deviceClock");
  });

  test("that is wrong loses nothing: what it claims is put right, and both are kept and shown", async () => {
    const sent = { sentAt: "2026-02-16T16:30:00.000Z" };
    expect(outcomeOf(await sendAt("2026-02-16T16:10:00.000Z", sent))).toBe("done");
    const deviceClock = { claimed: "2026-02-16T16:10:00.000Z", aheadBy: 90 * 60_000 };
    expect(await lastEvent(started)).toMatchObject({ occurredAt: "2026-02-16T14:40:00.000Z", deviceClock });
    const asking = { study: meadow.study, principal: await atTheDoor(staff.investigator) };
    const history = await seeHistory(meadow.instance.ports, asking, started.id);
    expect(history.ok && history.value.at(-1)).toMatchObject({ deviceClock });
  });

  test("that was put right before it could send loses nothing either", async () => {
    expect(outcomeOf(await sendAt("2026-02-16T18:00:00.000Z", { sentAt: "2026-02-16T15:00:00.000Z" }))).toBe(
      "done",
    );
    expect(await lastEvent(started)).toMatchObject({
      occurredAt: "2026-02-16T15:00:00.000Z",
      deviceClock: { claimed: "2026-02-16T18:00:00.000Z" },
    });
  });

  test("may say something else each time that the same command is sent", async () => {
    const commandId = numberedId(7, 1);
    const first = await sendAt("2026-02-16T14:00:00.000Z", { commandId, sentAt: "2026-02-16T14:00:01.000Z" });
    const again = await sendAt("2026-02-16T14:00:00.000Z", { commandId, sentAt: "2026-02-16T14:59:00.000Z" });
    expect([outcomeOf(first), outcomeOf(again)]).toEqual(["done", "repeated"]);
  });

  test("gives nobody a role that is still to begin", async () => {
    const { user } = southCoordinator;
    const tomorrow = { role: "site-coordinator", siteId: north, from: "2026-02-17" };
    await meadow.act(started.command("grant-role", tomorrow, { about: user, by: administrator }));
    const at = { at: "2026-02-17T15:00:00.000Z" };
    expect(await send(southCoordinator, started, ...weighing(81, at))).toBe("not-found");
  });

  test("may be slow: what happened is as old as it is said to be", async () => {
    expect(outcomeOf(await sendAt("2026-02-03T09:00:00.000+01:00"))).toBe("done");
    expect((await lastEvent(started))?.occurredAt).toBe("2026-02-03T08:00:00.000Z");
  });
});

describe("a device in a participant's hands", () => {
  const formKey = "extra/phq9/1";
  const handed = (more: object = {}): Partial<Principal> => ({
    handedOver: { study: meadow.study, participant: started.id, formKey, ...more },
  });
  const answers = entriesOf(Object.fromEntries([...Array(9)].map((_, index) => [`item${index + 1}`, 1])));
  const sendWith = async (principal: Partial<Principal>, ...parts: Parameters<Story["command"]>) => {
    const command = started.command(...parts);
    const standings = [{ role: "participant", sites: [north] }] as const;
    const holder = {
      user: coordinator.user,
      name: coordinator.name,
      standings,
      isInstanceAdministrator: false,
    };
    return outcomeOf(await meadow.send(command, { request: { principal: { ...holder, ...principal } } }));
  };
  const submit = ["submit-form", { formKey, entries: answers }] as const;

  test("writes on no other form, no other participant's and in no other study", async () => {
    const other = { formKey: "extra/vitals/1", entries: entriesOf({ weight: 70 }) };
    expect(await sendWith(handed(), "draft-items", other)).toBe("not-found");
    expect(await sendWith(handed({ participant: numberedId(4, 2) }), ...submit)).toBe("not-found");
    expect(await sendWith(handed({ study: numberedId(1, 2) }), ...submit)).toBe("not-found");
  });

  test("does nothing else, not even with its own form", async () => {
    expect(await sendWith(handed(), "correct-items", { formKey, entries: answers })).toBe("not-permitted");
    expect(await sendWith(handed(), "mark-form-not-done", { formKey, why: { freeText: "No." } })).toBe(
      "not-permitted",
    );
    expect(await sendWith(handed(), "take-back-device", { formKey })).toBe("not-permitted");
  });

  test("hands in its one form, once", async () => {
    expect(await sendWith(handed(), ...submit)).toBe("done");
    expect((await lastEvent(started))?.actor).toMatchObject({ role: "participant" });
    expect(await sendWith(handed(), ...submit)).toBe("form-submitted");
  });
});
