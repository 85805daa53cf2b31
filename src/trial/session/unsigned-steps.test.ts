import { describe, expect, test } from "vitest";
import { staff } from "../testing/people.ts";
import { type Doing, doIn, dosed, later, type Room, refusalIn } from "../testing/session-room.ts";
import { unsignedSteps } from "./unsigned-steps.ts";

describe("what one person did alone", () => {
  const lorazepam = {
    ...{ medication: "lorazepam", amount: 1, units: "mg", route: "oral", orderedBy: "Dr Sam" },
    toBeSigned: true,
  };
  const inCrisis = () => doIn(later(dosed(), 30), "record-vitals", { values: { systolic: 185 } });
  const keyIn = ({ session }: Room) => session.escalations.at(-1)?.escalationKey;
  const take = (room: Room, step: string, doing: Doing = {}, toBeSigned = true) =>
    doIn(room, "take-escalation-step", { escalationKey: keyIn(room), step, toBeSigned }, doing);
  const openIn = ({ session }: Room) => unsignedSteps(session).map(({ entryId }) => entryId);

  test("is signed afterwards: the steps of a ladder as well as the medication, in one signature", () => {
    const taken = doIn(take(inCrisis(), "call"), "give-medication", lorazepam);
    const entries = openIn(taken);
    expect(entries).toHaveLength(2);
    const signed = doIn(later(taken, 10), "sign-session-steps", { entries });
    expect(openIn(signed)).toEqual([]);
    expect(signed.appends.at(-1)).toMatchObject([
      { type: "StepsSigned", data: { entries }, signatureMeaning: "I did this, as it is recorded." },
    ]);
  });

  test("leaves nothing to sign where the step asked for no signature", () => {
    const room = take(inCrisis(), "call", {}, false);
    expect(openIn(room)).toEqual([]);
    const [step] = room.session.escalations.at(-1)?.steps ?? [];
    expect(refusalIn(room, "sign-session-steps", { entries: [step?.entryId] })).toBe("nothing-to-sign");
  });

  test("is signed by whoever did it, also where two took the same step, and once", () => {
    const other = { by: staff.coordinator };
    const both = take(take(inCrisis(), "call"), "call", other);
    const [entryId] = openIn(both);
    const once = doIn(both, "sign-session-steps", { entries: [entryId] });
    expect(unsignedSteps(once.session).map(({ by }) => by)).toEqual([staff.coordinator.user]);
    expect(refusalIn(once, "sign-session-steps", { entries: [entryId] })).toBe("nothing-to-sign");
    expect(openIn(doIn(once, "sign-session-steps", { entries: [entryId] }, other))).toEqual([]);
  });

  test("is not signed where it is not there: of another person, of no step, or struck out", () => {
    const alone = take(inCrisis(), "call", { by: staff.coordinator });
    expect(refusalIn(alone, "sign-session-steps", { entries: openIn(alone) })).toBe("nothing-to-sign");
    const unknown = { entries: ["9d0c4a1e-0000-4000-8000-000000000000"] };
    expect(refusalIn(alone, "sign-session-steps", unknown)).toBe("nothing-to-sign");
    const given = doIn(inCrisis(), "give-medication", lorazepam);
    const entries = openIn(given);
    const struck = doIn(given, "strike-entry", { entryId: entries[0] }, { reason: "Not given." });
    expect(openIn(struck)).toEqual([]);
    expect(refusalIn(struck, "sign-session-steps", { entries })).toBe("nothing-to-sign");
  });
});
