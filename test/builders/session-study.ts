import type { StudyDesignInput } from "#design";
import { meadowStudy } from "../../src/trial/testing/meadow-study.ts";

type Plan = NonNullable<StudyDesignInput["sessions"]>[number];
type Timeline = NonNullable<StudyDesignInput["scheduleTimelines"]>[number];
type Instance = Timeline["instances"][number];

const source = "Meadow protocol";
const minute = (id: string, from: string, minutes: number): Instance => ({
  id,
  type: "activity",
  name: id,
  activityIds: ["session-vitals", "session-probes"],
  timing: {
    id: `timing-${id}`,
    type: minutes < 0 ? "before" : "after",
    relativeTo: { instanceId: from },
    value: `PT${Math.abs(minutes)}M`,
    window: { before: "PT10M", after: "PT10M" },
  },
});

const initial = "s-initial-dose";
const supplemental = "s-supplemental-dose";
/** Minutes after the initial dose, and after the supplemental one. */
const hours = [30, 60, 90, 240, 300, 360, 420, 480];
const afterSupplemental = [30, 60];

/** The points of the session at which vital signs and probes are due, with the instance from which they are counted. */
export const sessionPoints: readonly {
  readonly id: string;
  readonly at: number;
  readonly from: "initial" | "supplemental";
}[] = [
  { id: "s-baseline", at: -15, from: "initial" },
  ...hours.map((at) => ({ id: `s-${at}`, at, from: "initial" as const })),
  ...afterSupplemental.map((at) => ({ id: `s-after-${at}`, at, from: "supplemental" as const })),
];

const timeline: Timeline = {
  id: "session",
  name: "Dosing session",
  entryId: "s-baseline",
  instances: [
    minute("s-baseline", initial, -15),
    {
      id: initial,
      type: "activity",
      name: "Initial dose",
      activityIds: ["session-dose"],
      timing: { id: "timing-initial", type: "fixed-reference" },
    },
    ...hours.slice(0, 3).map((at) => minute(`s-${at}`, initial, at)),
    {
      id: "s-decision",
      type: "decision",
      conditions: [{ condition: "A supplemental dose is given", next: supplemental }],
      next: "s-240",
    },
    {
      id: supplemental,
      type: "activity",
      name: "Supplemental dose",
      activityIds: ["session-dose"],
      timing: {
        id: "timing-supplemental",
        type: "after",
        relativeTo: { instanceId: initial },
        value: "PT105M",
        window: { before: "PT15M", after: "PT15M" },
      },
    },
    ...afterSupplemental.map((at) => minute(`s-after-${at}`, supplemental, at)),
    ...hours.slice(3).map((at) => minute(`s-${at}`, initial, at)),
  ],
};

type Line = NonNullable<Plan["gate"]>[number];
const reads = (id: string, category: Line["category"], what: Line["reads"]): Line => ({
  id,
  label: id,
  category,
  reads: what,
  source,
});
const rule = (id: string, category: Line["category"]): Line => ({
  id,
  label: id,
  category,
  met: "demographics.prior-use = false",
  source,
});

const limits = {
  preDose: 150,
  preDoseAbsolute: 165,
  supplemental: 160,
  alert: 165,
  emergency: 185,
  discharge: 160,
};

const plan: Plan = {
  id: "dosing",
  label: "Dosing session",
  kind: "dosing",
  encounterIds: ["dosing"],
  timelineId: "session",
  initialDoseInstanceId: initial,
  supplementalDoseInstanceId: supplemental,
  vitalsActivityId: "session-vitals",
  probesActivityId: "session-probes",
  missedAfter: 20,
  minimumPresent: 2,
  capacities: [
    { id: "lead", label: "Lead monitor", roles: ["lead-therapist"], required: true },
    { id: "assistant", label: "Assistant monitor", roles: ["co-therapist"] },
  ],
  physician: { reachWithin: 15, roles: ["investigator"] },
  gate: [
    reads("identity", "identity", "identity"),
    reads("consent", "consent", "consent"),
    reads("enrollment", "enrollment", "enrollment"),
    reads("kits", "kit", "kits"),
    reads("eligibility", "eligibility", "eligibility"),
    rule("pregnancy", "pregnancy"),
    rule("maoi", "maoi"),
    rule("suicidality", "suicidality"),
    reads("staff", "staff", "staff"),
    reads("physician", "staff", "physician"),
    reads("absolute", "vital-signs-absolute", "vital-signs-absolute"),
    reads("vitals", "vital-signs", "vital-signs"),
  ],
  measures: [
    {
      id: "systolic",
      label: "Systolic blood pressure",
      shortLabel: "SYS",
      unit: "mm[Hg]",
      minimum: 50,
      maximum: 300,
      ...limits,
    },
    { id: "heart-rate", label: "Heart rate", shortLabel: "HR", unit: "/min", minimum: 20, maximum: 250 },
  ],
  probes: [
    { id: "drug-effect", label: "Felt strength", type: "scale", minimum: 0, maximum: 100, readyAtMost: 10 },
    { id: "gait", label: "Gait normal", type: "yes-no" },
  ],
  effects: [
    {
      id: "euphoria",
      label: "Euphoria",
      group: "psychoactive",
      term: "Euphoric mood",
      isAdverseEvent: false,
    },
    { id: "bruxism", label: "Bruxism", group: "bodily", term: "Bruxism", isAdverseEvent: false },
    { id: "nausea", label: "Nausea", group: "bodily", term: "Nausea", isAdverseEvent: false },
  ],
  supplemental: {
    from: 90,
    to: 120,
    latest: 150,
    vitalsWithin: 30,
    reasons: [{ id: "declined", label: "Declined" }],
    source,
  },
  triggers: [
    { id: "threshold", question: "An event?", on: "alert" },
    { id: "word", question: "An event?", on: "note-word", words: ["dizzy"] },
  ],
  escalations: [
    {
      id: "raised",
      label: "Raised blood pressure",
      steps: [
        { id: "calm", instruction: "Let them rest", within: 5 },
        { id: "repeat", instruction: "Measure again", within: 15 },
      ],
      source,
    },
  ],
  contacts: [{ id: "physician", label: "Physician" }],
  touchKinds: [{ id: "hand", label: "Hand" }],
  rescueMedications: [{ id: "lorazepam", label: "Lorazepam", units: "mg" }],
  readiness: {
    earliest: 480,
    readingsApart: 30,
    tolerance: 0.2,
    criteria: [{ id: "escort", label: "Escort is here", kind: "arrangement" }],
    signedBy: ["lead-therapist", "co-therapist"],
    source,
  },
  overnightCheckEvery: 120,
  locksAfter: 10,
};

/** The small study of the tests with a plan for its dosing session: gate, two doses, a grid, an escalation, readiness. */
export const sessionStudy: StudyDesignInput = {
  ...meadowStudy,
  activities: [
    ...(meadowStudy.activities ?? []),
    { id: "session-vitals", name: "Vital signs in the session", formIds: [] },
    { id: "session-probes", name: "Probes in the session", formIds: [] },
    { id: "session-dose", name: "A dose is given", formIds: [] },
  ],
  scheduleTimelines: [...(meadowStudy.scheduleTimelines ?? []), timeline],
  sessions: [plan],
};
