import path from "node:path";
import { describe, expect, test } from "vitest";
import { checkStudyDesign, compileDesign, parseStudyDesign, resolveSession, sessionPlanAt } from "#design";
import { publishedInstruments } from "#trial";
import { staff } from "../../src/trial/testing/people.ts";
import {
  aRoom,
  deviationsIn,
  doIn,
  later,
  type Room,
  refusalIn,
} from "../../src/trial/testing/session-room.ts";
import { smallPack } from "../../src/trial/testing/small-session.ts";
import { root } from "../architecture/layers.ts";
import { readStudyFolder } from "../architecture/read-study-folder.ts";

const readReferenceStudy = () => readStudyFolder(path.join(root, "studies/mdma-ptsd-phase3"));

const parsed = parseStudyDesign(readReferenceStudy());
if (!parsed.ok) throw new Error("The reference study is no study design.");
const compiled = compileDesign(parsed.value, publishedInstruments);
if (!compiled.ok) throw new Error("The reference study does not compile.");
const design = compiled.value;
const written = sessionPlanAt(design, "v5");
if (!written) throw new Error("The reference study has no plan for its first dosing session.");
const plan = resolveSession(design, written);

/** The reference study's session, dosed, with the lead and the assistant in the room. */
function inSession(): Room {
  const records = Object.fromEntries(
    plan.gate.map(({ id }) => [id, { verdict: "met" as const, because: "On record." }]),
  );
  const team = smallPack.team.map((one) =>
    one.user === staff.therapist.user
      ? { ...one, capacities: { "lead-monitor": [] } }
      : one.user === staff.coordinator.user
        ? { ...one, capacities: { "assistant-monitor": [] } }
        : one,
  );
  const values = { systolic: 118, diastolic: 76, "heart-rate": 70, temperature: 36.6 };
  const steps: readonly (readonly [string, unknown])[] = [
    ["enter-session", { user: staff.therapist.user, capacity: "lead-monitor" }],
    ["enter-session", { user: staff.coordinator.user, capacity: "assistant-monitor" }],
    ["confirm-session-identity", { particulars: ["name", "birth-date"] }],
    [
      "confirm-physician-reach",
      { user: staff.subInvestigator.user, telephone: "+1 212 555 0100", minutes: 10 },
    ],
    ["record-vitals", { values, pointId: "s-baseline" }],
    ["rate-distress", { distress: 40 }],
    ["open-gate", {}],
    ["open-session-kit", { kind: "initial", code: "AAAA-AAAA" }],
    ["record-dose", { kind: "initial", code: "AAAA-AAAA", capsules: 2 }],
  ];
  return steps.reduce((room, [type, data]) => doIn(room, type, data), aRoom({ plan, records, team }));
}

describe("the dosing session of the reference study", () => {
  test("has a grid of vital signs before, after each dose and to the end", () => {
    const vitals = (way: "without" | "withSupplemental") =>
      plan.grid[way].filter((point) => point.vitals).map(({ anchor, at }) => `${anchor[0]}${at}`);
    expect(vitals("without")).toEqual([
      "i-15",
      "i30",
      "i60",
      "i90",
      "i100",
      "i120",
      "i180",
      "i240",
      "i300",
      "i360",
      "i420",
      "i480",
    ]);
    expect(vitals("withSupplemental")).toEqual([
      ...["i-15", "i30", "i60", "i90", "i100", "s30", "s60", "s90", "s120"],
      ...["i300", "i360", "i420", "i480"],
    ]);
  });

  test("holds no number that is not a parameter of the protocol: each threshold has its source", () => {
    const numbers = written.measures.flatMap(({ id: _id, label: _label, decimals: _decimals, ...measure }) =>
      Object.values(measure).filter((value) => typeof value === "number"),
    );
    expect(numbers).toEqual([]);
    expect(plan.supplemental).toMatchObject({ from: 90, to: 120, latest: 150, vitalsWithin: 15 });
  });

  test("says by a parameter after how many minutes without a touch the console locks, in every session", () => {
    const plans = design.design.sessions ?? [];
    expect(plans.map(({ locksAfter }) => locksAfter)).toEqual(
      plans.map(() => ({ parameter: "console-lock" })),
    );
    expect(plans.map((one) => resolveSession(design, one).locksAfter)).toEqual([10, 10, 10]);
  });

  test("with six events that nobody reported raises at least six tasks", () => {
    const room = later(inSession(), 40);
    const raised = { systolic: 172, diastolic: 96, "heart-rate": 104, temperature: 37.2 };
    const hidden: readonly (readonly [string, unknown])[] = [
      ["record-vitals", { values: raised, pointId: "s-initial-1" }],
      [
        "give-medication",
        { medication: "ondansetron", amount: 4, units: "mg", route: "oral", orderedBy: "Dr Sam" },
      ],
      [
        "note-effect",
        { effect: "vomiting", intensity: "moderate", valence: "negative", noticedBy: "observed" },
      ],
      ["take-note", { note: { freeText: "Says that she feels euphoric, the best moment of her life." } }],
      ["record-probes", { answers: { "gait-normal": false } }],
      [
        "begin-touch",
        { kind: plan.touchKinds[1]?.id, givenBy: staff.therapist.user, initiatedBy: "therapist" },
      ],
    ];
    const after = hidden.reduce((before, [type, data]) => doIn(before, type, data), room);
    const open = after.session.tasks.map(({ trigger }) => trigger);
    expect(open).toEqual(
      expect.arrayContaining([
        "threshold",
        "rescue-medication",
        "effect:vomiting",
        "note-word",
        "impairment",
        "touch",
      ]),
    );
    expect(open.length).toBeGreaterThanOrEqual(6);
  });

  test("takes “euphoric mood, positive” for an adverse event, whatever anybody thinks of it", () => {
    const noted = doIn(later(inSession(), 50), "note-effect", {
      effect: "euphoric-mood",
      intensity: "moderate",
      valence: "positive",
      noticedBy: "spontaneous",
    });
    const [task] = noted.session.tasks;
    expect(task).toMatchObject({ trigger: "effect:euphoric-mood", term: "Euphoric mood" });
    const away = { taskId: task?.taskId, answer: "no-event", why: { freeText: "She liked it." } };
    expect(refusalIn(noted, "answer-event-task", away)).toBe("definition-covers-it");
  });

  test("begins by the book without a deviation", () => {
    expect(
      inSession().appends.flatMap((_, at, all) =>
        deviationsIn({ ...inSession(), appends: all.slice(0, at + 1) }),
      ),
    ).toEqual([]);
  });
});

describe("a plan of a session has a fault", () => {
  const faults = (edit: (plan: Record<string, unknown>) => void) => {
    const copy = JSON.parse(JSON.stringify(readReferenceStudy())) as { sessions: Record<string, unknown>[] };
    edit(copy.sessions[0] as Record<string, unknown>);
    const edited = parseStudyDesign(copy);
    if (!edited.ok)
      throw new Error(edited.error.issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
    return checkStudyDesign(edited.value, publishedInstruments)
      .filter(({ severity }) => severity === "error")
      .map(({ code }) => code);
  };
  const lines = (plan: Record<string, unknown>) => plan["gate"] as Record<string, unknown>[];

  test("where a line could be overridden that nobody may override", () => {
    const found = faults((plan) => {
      const line = lines(plan).find(({ id }) => id === "maoi");
      if (line) line["override"] = "physician";
    });
    expect(found).toEqual(["gate-overridable"]);
  });

  test("where a line is a mere tick, or one is missing", () => {
    expect(faults((plan) => void delete lines(plan).find(({ id }) => id === "fasting")?.["met"])).toEqual([
      "gate-line-unread",
    ]);
    expect(
      faults((plan) => Object.assign(plan, { gate: lines(plan).filter(({ id }) => id !== "pregnancy") })),
    ).toEqual(["gate-incomplete"]);
  });

  test("where nobody says when one is ready, or whom to call", () => {
    expect(faults((plan) => void delete plan["readiness"])).toEqual(["no-readiness"]);
    expect(
      faults((plan) => Object.assign(plan, { contacts: [] })).every((code) => code === "unresolved-id"),
    ).toBe(true);
  });
});
