import { describe, expect, test } from "vitest";
import { staff } from "../testing/people.ts";
import {
  aRoom,
  deviationsIn,
  doIn,
  dosed,
  factsIn,
  later,
  readyForDose,
  refusalIn,
} from "../testing/session-room.ts";
import { smallPack } from "../testing/small-session.ts";
import { closedBy } from "./gate.ts";
import { gridOf } from "./grid-status.ts";
import { supplementalStanding } from "./supplemental-rules.ts";

const euphoria = { effect: "euphoria", intensity: "moderate", valence: "positive", noticedBy: "spontaneous" };

describe("the gate before a dose", () => {
  test("stays closed while one line is not met or not known", () => {
    const room = aRoom();
    expect(closedBy(factsIn(room), room.now).map(({ line, verdict }) => [line.id, verdict])).toEqual([
      ["identity", "unknown"],
      ["staff", "not-met"],
      ["physician", "unknown"],
      ["vitals", "unknown"],
      ["absolute", "unknown"],
    ]);
    expect(refusalIn(room, "open-gate", {})).toBe("gate-closed");
    expect(readyForDose().session.status).toBe("open");
  });

  const notFasted = aRoom({
    records: { ...smallPack.records, fasting: { verdict: "not-met", because: "Two hours." } },
  });
  const fasting = { lineId: "fasting", why: { freeText: "A biscuit." } };

  test("lets a line pass that a physician outside the pair overrides, as a deviation", () => {
    const room = doIn(notFasted, "override-gate-line", fasting, { by: staff.subInvestigator });
    expect(deviationsIn(room)).toEqual(["gate:fasting"]);
    expect(closedBy(factsIn(room), room.now).map(({ line }) => line.id)).not.toContain("fasting");
  });

  test("is not overridden by whoever holds the session, nor by somebody who is no physician", () => {
    expect(refusalIn(notFasted, "override-gate-line", fasting)).toBe("no-physician");
    const held = aRoom({
      ...notFasted.pack,
      team: notFasted.pack.team.map((one) =>
        one.user === staff.subInvestigator.user ? { ...one, capacities: { lead: [] } } : one,
      ),
    });
    const inside = doIn(held, "enter-session", { user: staff.subInvestigator.user, capacity: "lead" });
    expect(refusalIn(inside, "override-gate-line", fasting, { by: staff.subInvestigator })).toBe(
      "one-of-the-pair",
    );
  });

  test("has lines that nobody overrides", () => {
    const pregnant = aRoom({
      records: { ...smallPack.records, pregnancy: { verdict: "not-met", because: "Positive." } },
    });
    const why = { freeText: "She wants it." };
    for (const lineId of ["pregnancy", "identity", "staff", "absolute"])
      expect(refusalIn(pregnant, "override-gate-line", { lineId, why }, { by: staff.subInvestigator })).toBe(
        "never-overridden",
      );
  });

  test("wants vital signs beyond a limit measured again, ten minutes later", () => {
    const high = doIn(aRoom(), "record-vitals", { values: { systolic: 155 } });
    const verdictAfter = (minutes: number) => {
      const again = doIn(later(high, minutes), "record-vitals", { values: { systolic: 140 } });
      return closedBy(factsIn(again), again.now).some(({ line }) => line.id === "vitals");
    };
    expect(verdictAfter(3)).toBe(true);
    expect(verdictAfter(10)).toBe(false);
  });
});

describe("a dose", () => {
  test("needs its kit opened behind an open gate, by two", () => {
    const closed = aRoom();
    expect(refusalIn(closed, "open-session-kit", { kind: "initial", code: "AAAA-AAAA" })).toBe("gate-closed");
    expect(refusalIn(readyForDose(), "open-session-kit", { kind: "initial", code: "BBBB-BBBB" })).toBe(
      "kit-not-assigned",
    );
    expect(deviationsIn(dosed())).toEqual([]);
  });

  test("that was given with the gate closed is recorded, with its deviations", () => {
    const room = doIn(aRoom(), "record-dose", { kind: "initial", capsules: 3 }, { alone: true });
    expect(room.session.doses).toHaveLength(1);
    expect(deviationsIn(room)).toEqual([
      "gate-closed",
      "kit-not-opened",
      "capsules",
      "too-few-present",
      "dose-unwitnessed",
    ]);
  });

  test("stops at the kit when something absolute no longer holds", () => {
    const room = readyForDose();
    const alone = doIn(room, "leave-session", { user: staff.coordinator.user, why: "break" });
    expect(refusalIn(alone, "open-session-kit", { kind: "initial", code: "AAAA-AAAA" })).toBe(
      "gate-closed-again",
    );
  });
});

describe("the supplemental dose", () => {
  const inWindow = doIn(later(dosed(), 95), "record-vitals", { values: { systolic: 150 } });
  const give = { decision: "give", reasons: [], participantAgrees: true };

  test("is offered inside its window alone", () => {
    const early = doIn(later(dosed(), 89), "record-vitals", { values: { systolic: 130 } });
    expect(supplementalStanding(factsIn(early), early.now)?.withheldBecause).toEqual(["1 min too early."]);
    expect(supplementalStanding(factsIn(inWindow), inWindow.now)?.mayBeOffered).toBe(true);
    const late = doIn(later(dosed(), 121), "record-vitals", { values: { systolic: 130 } });
    expect(refusalIn(late, "decide-supplemental", give)).toBe("supplemental-withheld");
  });

  test("is withheld above a limit, after vomiting, without fresh vital signs, and when it is not wanted", () => {
    const high = doIn(later(dosed(), 95), "record-vitals", { values: { systolic: 161 } });
    expect(refusalIn(high, "decide-supplemental", give)).toBe("supplemental-withheld");
    const vomited = doIn(inWindow, "note-effect", { ...euphoria, effect: "vomiting" });
    expect(refusalIn(vomited, "decide-supplemental", give)).toBe("supplemental-withheld");
    expect(refusalIn(later(inWindow, 16), "decide-supplemental", give)).toBe("supplemental-withheld");
    expect(refusalIn(inWindow, "decide-supplemental", { ...give, participantAgrees: false })).toBe(
      "participant-declines",
    );
  });

  test("is decided on before its kit is opened, and given once", () => {
    const kit = { kind: "supplemental", code: "BBBB-BBBB" };
    expect(refusalIn(inWindow, "open-session-kit", kit)).toBe("not-decided");
    const decided = doIn(inWindow, "decide-supplemental", give);
    const given = doIn(doIn(decided, "open-session-kit", kit), "record-dose", { ...kit, capsules: 1 });
    expect(deviationsIn(given)).toEqual([]);
    expect(
      refusalIn(given, "decide-supplemental", { ...give, decision: "withhold", reasons: ["declined"] }),
    ).toBe("kit-open");
    const again = doIn(given, "record-dose", { ...kit, capsules: 1 });
    expect(deviationsIn(again)).toEqual(["second-supplemental"]);
  });
});

describe("people in the room", () => {
  test("are two at least from dose to end: fewer is a deviation at the moment at which it happens", () => {
    const alone = doIn(dosed(), "leave-session", { user: staff.coordinator.user, why: "break" });
    expect(deviationsIn(alone)).toEqual(["too-few-present"]);
    const back = doIn(alone, "enter-session", { user: staff.coordinator.user, capacity: "assistant" });
    expect(deviationsIn(back)).toEqual([]);
  });

  test("are people of the site: a stranger is not let into the record", () => {
    const stranger = { user: staff.inspector.user, capacity: "assistant" };
    expect(refusalIn(aRoom(), "enter-session", stranger)).toBe("no-such-person");
  });

  test("count only with everything in date", () => {
    const lapsed = doIn(aRoom(), "enter-session", {
      user: staff.southCoordinator.user,
      capacity: "assistant",
    });
    expect(deviationsIn(lapsed)).toEqual(["not-qualified"]);
    const standIn = doIn(dosed(), "enter-session", {
      user: staff.southCoordinator.user,
      capacity: "assistant",
      relieves: staff.coordinator.user,
    });
    expect(deviationsIn(standIn)).toEqual(["not-qualified", "too-few-present"]);
  });
});

describe("what is seen in the session", () => {
  test("of any valence becomes an adverse event where the definition covers it, and nobody answers it away", () => {
    const room = doIn(dosed(), "note-effect", euphoria);
    const [task] = room.session.tasks;
    expect(task).toMatchObject({ term: "Euphoric mood", trigger: "effect:euphoria" });
    const no = { taskId: task?.taskId, answer: "no-event", why: { freeText: "It was pleasant." } };
    expect(refusalIn(room, "answer-event-task", no)).toBe("definition-covers-it");
  });

  test("raises a task for medication, thresholds, vomiting, a failed probe, touch outside the agreement, and a word", () => {
    const start = later(dosed(), 30);
    const medication = {
      medication: "lorazepam",
      amount: 1,
      units: "mg",
      route: "oral",
      orderedBy: "Dr Sam",
      toBeSigned: true,
    };
    const seen = [
      doIn(start, "give-medication", medication),
      doIn(start, "record-vitals", { values: { systolic: 170 } }),
      doIn(start, "record-vitals", { values: { systolic: 185 } }),
      doIn(start, "note-effect", { ...euphoria, effect: "vomiting" }),
      doIn(start, "record-probes", { answers: { gait: false } }),
      doIn(start, "begin-touch", {
        kind: "shoulder",
        givenBy: staff.therapist.user,
        initiatedBy: "therapist",
      }),
      doIn(start, "take-note", { note: { freeText: "She threw up and then slept." } }),
    ];
    expect(seen.map(({ session }) => session.tasks.length)).toEqual([1, 1, 1, 1, 1, 1, 1]);
  });

  test("does not raise a second task for the same thing while the first is open", () => {
    const once = doIn(later(dosed(), 30), "record-vitals", { values: { systolic: 170 } });
    expect(doIn(later(once, 5), "record-vitals", { values: { systolic: 172 } }).session.tasks).toHaveLength(
      1,
    );
  });

  test("starts the escalation of its threshold once", () => {
    const alert = doIn(later(dosed(), 30), "record-vitals", { values: { systolic: 170 } });
    const crisis = doIn(later(alert, 5), "record-vitals", { values: { systolic: 185 } });
    expect(crisis.session.escalations.map(({ escalation }) => escalation)).toEqual(["raised", "crisis"]);
  });

  test("is refused only where it cannot be: a pressure of 500, an effect that has no name", () => {
    expect(refusalIn(dosed(), "record-vitals", { values: { systolic: 500 } })).toBe("impossible-value");
    expect(refusalIn(dosed(), "note-effect", { ...euphoria, effect: "bliss" })).toBe("no-such-effect");
  });
});

describe("the grid", () => {
  test("shows what is due, late, missed and left out", () => {
    const first = doIn(later(dosed(), 45), "record-vitals", { values: { systolic: 130 }, pointId: "first" });
    const omitted = doIn(first, "omit-measurement", { pointId: "second", why: "not-disturbed" });
    const statusAt = (minutes: number) => {
      const room = later(omitted, minutes);
      return Object.fromEntries(
        gridOf(factsIn(room), room.now).map(({ point, vitals }) => [point.id, vitals]),
      );
    };
    expect(statusAt(0)).toMatchObject({ first: "late", second: "omitted", hourly: "upcoming" });
    expect(statusAt(130)).toMatchObject({ hourly: "due" });
    expect(statusAt(150)).toMatchObject({ hourly: "overdue" });
    expect(statusAt(180)).toMatchObject({ hourly: "missed" });
  });
});

describe("the end", () => {
  const quiet = (room: ReturnType<typeof dosed>) => {
    const probes = { answers: { "drug-effect": 3, gait: true } };
    const first = doIn(later(room, 470), "record-vitals", { values: { systolic: 125 } });
    const second = doIn(later(first, 35), "record-vitals", { values: { systolic: 122 } });
    return doIn(doIn(second, "record-probes", probes), "rate-distress", { distress: 20 });
  };

  test("is readiness only where two found it and the record bears it out", () => {
    const room = quiet(dosed());
    expect(refusalIn(room, "end-session", { ending: "ready" })).toBe("not-ready");
    const unready = doIn(room, "assess-readiness", { criteria: { escort: false } });
    expect(unready.session.assessments.at(-1)).toMatchObject({ ready: false, unmet: ["Escort is here"] });
    const ready = doIn(unready, "assess-readiness", { criteria: { escort: true } });
    expect(doIn(ready, "end-session", { ending: "ready" }).session.ended?.ending).toBe("ready");
  });

  test("is not readiness before the time, with distress above the baseline, or with a threshold crossed", () => {
    const early = doIn(later(dosed(), 60), "assess-readiness", { criteria: { escort: true } });
    expect(early.session.assessments.at(-1)?.unmet).toContain("420 min until the earliest discharge");
    const upset = doIn(later(quiet(dosed()), 1), "rate-distress", { distress: 60 });
    const asked = doIn(upset, "assess-readiness", { criteria: { escort: true } });
    expect(asked.session.assessments.at(-1)?.unmet).toEqual(["distress 60, before the dose 30"]);
  });

  test("by emergency transfer, leaving, withdrawal or death closes at once, and opens what follows", () => {
    const ends = (ending: string) => {
      const room = doIn(later(dosed(), 100), "end-session", { ending }, { alone: true });
      return {
        asks: room.session.tasks.map(({ asks }) => asks),
        deviations: deviationsIn(room).filter((rule) => rule.startsWith("ending")),
      };
    };
    expect(ends("emergency-transfer")).toEqual({ asks: ["serious-event", "contact"], deviations: [] });
    expect(ends("left-against-advice")).toEqual({
      asks: ["contact"],
      deviations: ["ending:left-against-advice"],
    });
    expect(ends("withdrew")).toEqual({ asks: ["contact"], deviations: ["ending:withdrew"] });
    expect(ends("died")).toEqual({ asks: ["serious-event"], deviations: [] });
  });

  test("makes a deviation of every measurement that was missed", () => {
    const room = doIn(later(dosed(), 100), "end-session", { ending: "overnight" });
    expect(deviationsIn(room)).toEqual(["grid:first", "grid:second"]);
  });

  test("overnight has an attendant, checks and a release that two sign", () => {
    const night = doIn(quiet(dosed()), "end-session", { ending: "overnight" });
    const taken = doIn(
      night,
      "take-over-night",
      { handover: { freeText: "Calm." } },
      { by: staff.coordinator },
    );
    const checked = doIn(later(taken, 120), "check-night", { state: "asleep" });
    expect(refusalIn(checked, "release-morning", { escort: "Her sister" })).toBe("not-ready");
    const ready = doIn(checked, "assess-readiness", { criteria: { escort: true } });
    expect(doIn(ready, "release-morning", { escort: "Her sister" }).session.releasedAt).not.toBeNull();
  });
});
