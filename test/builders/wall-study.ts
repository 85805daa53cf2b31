import type { StudyDesignInput } from "#design";

/** A study with a form for everybody who answers one, and a place for every command: for tests of who may do what. */
export function aWallStudy(version = "1.0"): StudyDesignInput {
  return {
    format: "vigil-study-design/1",
    id: "walls",
    version,
    name: "Walls",
    title: "A study for tests of what each role may reach",
    parameters: [
      {
        id: "least-weight",
        label: "Least weight",
        value: 40,
        unit: "kg",
        source: "Example protocol",
        confirmation: "to be confirmed by the medical monitor",
      },
    ],
    epochs: [{ id: "screening", name: "Screening", type: "screening" }],
    encounters: [
      { id: "intake", name: "Intake" },
      { id: "interview-1", name: "First interview", session: "rater-assessment" },
      { id: "interview-2", name: "Second interview", session: "rater-assessment" },
      { id: "closing", name: "Closing visit" },
      { id: "extra", name: "Unscheduled visit", type: "unscheduled" },
    ],
    activities: [
      { id: "measure", name: "Measure", formIds: ["vitals", "diary", "session-notes", "stock"] },
      { id: "rate", name: "Rate", formIds: ["rating"] },
      { id: "close", name: "Close", formIds: ["vitals"] },
    ],
    scheduleTimelines: [timeline()],
    forms: forms(),
    eligibilityCriteria: [
      {
        id: "heavy-enough",
        identifier: "I1",
        category: "inclusion",
        text: "Weighs enough",
        expression: "vitals.weight >= $least-weight",
      },
    ],
    consents: [
      {
        id: "main-consent",
        name: "Consent to take part",
        requiredScopes: ["visits"],
        versions: [{ version: "1", change: "initial", summary: "First version", languages: ["en"] }],
      },
    ],
    sessions: [
      {
        id: "talk",
        label: "Preparation",
        kind: "preparation",
        encounterIds: ["intake"],
        missedAfter: 20,
        minimumPresent: 1,
        capacities: [{ id: "lead", label: "Lead", roles: ["lead-therapist", "site-coordinator"] }],
      },
    ],
    blinding: {
      schema: "double-blind",
      rules: [{ role: "independent-rater", blindedTo: ["arm", "visit-number", "earlier-scores"] }],
    },
  };
}

function timeline(): NonNullable<StudyDesignInput["scheduleTimelines"]>[number] {
  const after = (id: string, days: number) => ({
    id: `t-${id}`,
    type: "after" as const,
    relativeTo: { event: "consent" as const },
    value: `P${days}D`,
    window: { before: `P${days}D`, after: "P14D" },
  });
  const activity = (id: string, encounterId: string, activityId: string, days: number) => ({
    id,
    type: "activity" as const,
    encounterId,
    epochId: "screening",
    activityIds: [activityId],
    timing: after(id, days),
  });
  return {
    id: "main",
    name: "Visits",
    mainTimeline: true,
    entryId: "at-intake",
    instances: [
      activity("at-intake", "intake", "measure", 0),
      activity("at-interview-1", "interview-1", "rate", 7),
      activity("at-interview-2", "interview-2", "rate", 14),
      {
        id: "goes-on",
        type: "decision",
        conditions: [
          { condition: "goes on", next: "at-closing" },
          { condition: "ends here", next: "exit" },
        ],
      },
      activity("at-closing", "closing", "close", 21),
    ],
  };
}

function forms(): NonNullable<StudyDesignInput["forms"]> {
  const note = {
    id: "note",
    label: "Note",
    type: "text" as const,
    maximumLength: 20_000,
    required: false,
  };
  const count = { id: "count", label: "Count", type: "integer" as const, required: false };
  const only = (id: string) => [{ id, items: [note, count] }];
  return [
    {
      id: "vitals",
      label: "Vital signs",
      itemGroups: [
        {
          id: "body",
          items: [
            {
              id: "weight",
              label: "Weight",
              type: "decimal",
              unit: "kg",
              range: { minimum: 20, maximum: 400 },
            },
            note,
          ],
        },
      ],
    },
    { id: "diary", label: "Diary", completedBy: "participant", itemGroups: only("diary-page") },
    {
      id: "session-notes",
      label: "Session notes",
      completedBy: "therapist",
      itemGroups: only("session-page"),
    },
    { id: "stock", label: "Stock", completedBy: "pharmacist", itemGroups: only("stock-page") },
    { id: "rating", label: "Rating", completedBy: "independent-rater", itemGroups: only("rating-page") },
    { id: "remarks", label: "Remarks", log: true, required: false, itemGroups: only("remark") },
  ];
}
