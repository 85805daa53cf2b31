import type { StudyDesignInput } from "#design";
import { meadowForms } from "./meadow-forms.ts";
import { meadowSchedule } from "./meadow-schedule.ts";
import { meadowStudy } from "./meadow-study.ts";

const forms: NonNullable<StudyDesignInput["forms"]> = [
  ...meadowForms.filter(({ id }) => id !== "adverse-event"),
  {
    id: "adverse-event",
    label: "Adverse event",
    log: true,
    required: false,
    safetyAssessment: true,
    hiddenFrom: ["independent-rater"],
    itemGroups: [
      { id: "event", items: [{ id: "term", label: "Term", type: "text" }] },
      {
        id: "onset",
        items: [
          { id: "began", label: "Began", type: "partial-date" },
          { id: "serious", label: "Serious", type: "boolean", required: false },
        ],
      },
    ],
  },
  {
    id: "suicidality",
    label: "C-SSRS",
    instrument: "c-ssrs",
    hiddenFrom: ["independent-rater"],
    safetyAssessment: true,
  },
  {
    id: "effects",
    label: "Effects in the session",
    potentiallyUnblinding: true,
    hiddenFrom: ["independent-rater"],
    itemGroups: [{ id: "seen", items: [{ id: "effect", label: "Effect", type: "text", required: false }] }],
  },
  {
    id: "call",
    label: "Call",
    hiddenFrom: ["independent-rater"],
    safetyAssessment: true,
    itemGroups: [
      {
        id: "answers",
        items: [
          { id: "mood", label: "Mood", type: "code", codeListId: "how-sure" },
          { id: "sleep", label: "Sleep", type: "code", codeListId: "how-sure" },
          { id: "appetite", label: "Appetite", type: "code", codeListId: "how-sure" },
          { id: "craving", label: "Craving", type: "integer" },
          { id: "outside-use", label: "Outside use", type: "boolean" },
        ],
      },
    ],
  },
];

/** The meadow study, its sessions recorded and reviewed, its participants called afterwards, with confidential reports. */
export const followedStudy: StudyDesignInput = {
  ...meadowStudy,
  ...meadowSchedule,
  forms,
  activities: [
    ...(meadowSchedule.activities ?? []).map((activity) =>
      activity.id === "dose"
        ? { ...activity, formIds: [...(activity.formIds ?? []), "suicidality", "effects"] }
        : activity,
    ),
    { id: "call-up", name: "Call up", formIds: ["call", "suicidality"] },
  ],
  scheduleTimelines: meadowSchedule.scheduleTimelines?.map((timeline) => ({
    ...timeline,
    instances: timeline.instances.map((instance) =>
      instance.type === "activity" && instance.encounterId === "safety-call"
        ? { ...instance, activityIds: ["call-up"] }
        : instance,
    ),
  })),
  recordings: {
    samples: [
      { session: "preparation", share: 0 },
      { session: "dosing", share: 1 },
      { session: "integration", share: 0.5 },
    ],
    triggers: [
      "first-of-pair",
      "serious-adverse-event",
      "confidential-report",
      "missing-recording",
      "touch-deviation",
    ],
    reviewWithin: 7,
    exportWithin: 2,
    keptFor: 25,
    deletedWithin: 14,
    adverseEvent: { formId: "adverse-event", seriousId: "serious", startedId: "began" },
    effectsFormId: "effects",
    criteria: {
      version: "Meadow criteria 1",
      highest: 4,
      items: [
        { id: "presence", label: "Presence" },
        { id: "limits", label: "Keeps limits" },
      ],
      source: "Meadow protocol",
    },
  },
  followUp: {
    call: {
      formId: "call",
      moodId: "mood",
      sleepId: "sleep",
      appetiteId: "appetite",
      cravingId: "craving",
      outsideUseId: "outside-use",
    },
    unreachable: { attempts: 3, contactPersonWithin: 4, welfareCheckWithin: 24 },
    suicidality: {
      ideationFrom: 4,
      clinicianWithin: 1,
      contactPersonWithin: 2,
      safetyPlanWithin: 4,
      nextContactWithin: 24,
    },
  },
  incidents: {
    independentRole: "session-auditor",
    independentPerson: "Aud Auditor",
    telephone: "+1 555 0100",
    acknowledgeWithin: 24,
    assessWithin: 72,
    ethicsCommitteeWithin: 120,
    sponsorWithin: 24,
  },
};
