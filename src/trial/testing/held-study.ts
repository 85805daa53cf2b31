import type { StudyDesignInput } from "#design";
import { meadowSchedule } from "./meadow-schedule.ts";
import { meadowStudy } from "./meadow-study.ts";
import { smallPlan } from "./small-session.ts";

const { gate, measures, contacts, capacities, physician, rescueMedications, effects, probes } = smallPlan;

/** What else no dose goes without. */
const further: NonNullable<StudyDesignInput["sessions"]>[number]["gate"] = [
  { id: "consent", label: "Consent", category: "consent", reads: "consent", source: "Meadow" },
  { id: "enrollment", label: "Enrolled", category: "enrollment", reads: "enrollment", source: "Meadow" },
  { id: "eligibility", label: "Eligible", category: "eligibility", reads: "eligibility", source: "Meadow" },
  { id: "kits", label: "Kits at hand", category: "kit", reads: "kits", source: "Meadow" },
  { id: "maoi", label: "No MAOI", category: "maoi", met: "true", source: "Meadow" },
  { id: "suicidality", label: "No suicidality", category: "suicidality", met: "true", source: "Meadow" },
];

const [visits] = meadowSchedule.scheduleTimelines ?? [];
if (!visits) throw new Error("The meadow study has no timeline of its visits.");

/** The two doses, and one set of vital signs half an hour after the first. */
const timeline: NonNullable<StudyDesignInput["scheduleTimelines"]>[number] = {
  id: "dosing-session",
  name: "Dosing session",
  mainTimeline: false,
  entryId: "s-initial-dose",
  instances: [
    {
      id: "s-initial-dose",
      type: "activity",
      activityIds: [],
      timing: { id: "t-s-dose", type: "fixed-reference" },
    },
    {
      id: "s-first",
      type: "activity",
      activityIds: ["measure-in-session"],
      timing: {
        id: "t-s-first",
        type: "after",
        relativeTo: { instanceId: "s-initial-dose" },
        value: "PT30M",
        window: { before: "PT10M", after: "PT10M" },
      },
    },
  ],
};

/** The meadow study, its dosing session held minute by minute; the second dosing visit has no plan of one. */
export const heldStudy: StudyDesignInput = {
  ...meadowStudy,
  ...meadowSchedule,
  activities: [
    ...(meadowSchedule.activities ?? []),
    { id: "measure-in-session", name: "Measure in the session" },
  ],
  scheduleTimelines: [visits, timeline],
  sessions: [
    {
      id: "dosing",
      label: "Dosing session",
      kind: "dosing",
      encounterIds: ["dosing"],
      timelineId: "dosing-session",
      initialDoseInstanceId: "s-initial-dose",
      vitalsActivityId: "measure-in-session",
      missedAfter: 20,
      minimumPresent: 2,
      capacities: capacities.map((one) => ({ ...one, roles: [...one.roles], credentials: [] })),
      ...(physician ? { physician: { ...physician, roles: [...physician.roles] } } : {}),
      gate: [...gate.map((line) => ({ ...line })), ...(further ?? [])],
      measures: measures.map((measure) => ({ ...measure })),
      effects: effects.map((effect) => ({ ...effect })),
      probes: probes.map((probe) => ({ ...probe })),
      contacts: contacts.map((contact) => ({ ...contact })),
      rescueMedications: rescueMedications.map((medication) => ({ ...medication })),
      ...(smallPlan.readiness
        ? {
            readiness: {
              ...smallPlan.readiness,
              criteria: smallPlan.readiness.criteria.map((criterion) => ({ ...criterion })),
              signedBy: [...smallPlan.readiness.signedBy],
            },
          }
        : {}),
    },
  ],
};
