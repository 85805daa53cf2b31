import type { StudyDesignInput } from "#design";

/** A call, seven visits, a decision and what it leads to. */
export const meadowSchedule: Pick<
  StudyDesignInput,
  "epochs" | "encounters" | "activities" | "scheduleTimelines"
> = {
  epochs: [
    { id: "screening", name: "Screening", type: "screening" },
    { id: "treatment", name: "Treatment", type: "treatment" },
    { id: "follow-up", name: "Follow-up", type: "follow-up" },
  ],
  encounters: [
    { id: "call", name: "First call", type: "contact", contactModes: ["telephone"], beforeConsent: true },
    { id: "screening", name: "Screening" },
    {
      id: "preparation",
      name: "Preparation",
      session: "preparation",
      contactModes: ["in-person", "remote-video"],
    },
    { id: "baseline", name: "Baseline", session: "rater-assessment", contactModes: ["remote-video"] },
    { id: "dosing", name: "Dosing", session: "dosing" },
    { id: "integration", name: "Integration", session: "integration", safetyAssessment: true },
    {
      id: "safety-call",
      name: "Safety call",
      type: "contact",
      contactModes: ["telephone"],
      safetyAssessment: true,
    },
    { id: "follow-up", name: "Follow-up" },
    { id: "retreatment", name: "Retreatment", session: "dosing" },
    { id: "extra", name: "Unscheduled visit", type: "unscheduled", contactModes: ["in-person", "telephone"] },
  ],
  activities: [
    { id: "screen", name: "Screen", formIds: ["demographics", "vitals", "phq9", "agreement"] },
    { id: "measure", name: "Measure", formIds: ["vitals"] },
    { id: "rate", name: "Rate", formIds: ["interview", "rater-guess"] },
    { id: "dose", name: "Dose", formIds: ["dispensing", "session-vitals", "discharge"] },
    { id: "ask", name: "Ask", formIds: ["phq9"] },
    { id: "let-guess", name: "Let guess", formIds: ["own-guess", "therapist-guess"] },
  ],
  scheduleTimelines: [
    {
      id: "main",
      name: "Visits",
      mainTimeline: true,
      entryId: "at-call",
      instances: [
        { id: "at-call", type: "activity", encounterId: "call" },
        visit("screening", "screening", ["screen"], { type: "fixed-reference" }),
        visit("preparation", "treatment", ["measure"], after("screening", "P28D", "P14D")),
        visit("baseline", "treatment", ["rate"], after("preparation", "P7D", "P3D")),
        visit("dosing", "treatment", ["dose"], after("baseline", "P7D", "P3D")),
        visit("integration", "treatment", [], after("dosing", "P1D", "P0D")),
        visit("safety-call", "treatment", [], after("dosing", "P7D", "P1D")),
        visit("follow-up", "follow-up", ["ask", "let-guess"], after("dosing", "P28D", "P7D")),
        {
          id: "symptoms-back",
          type: "decision",
          conditions: [{ condition: "The symptoms are back", next: "at-retreatment" }],
          next: "exit",
        },
        visit("retreatment", "follow-up", ["dose"], after("follow-up", "P14D", "P7D")),
      ],
    },
  ],
};

type Instance = NonNullable<StudyDesignInput["scheduleTimelines"]>[number]["instances"][number];
type Timing = Omit<NonNullable<Instance["timing"]>, "id">;

function visit(id: string, epochId: string, activityIds: string[], timing: Timing): Instance {
  return {
    id: `at-${id}`,
    type: "activity",
    encounterId: id,
    epochId,
    activityIds,
    timing: { id: `timing-${id}`, ...timing },
  };
}

function after(instance: string, value: string, tolerance: string): Timing {
  return {
    type: "after",
    relativeTo: { instanceId: `at-${instance}` },
    value,
    window: { before: tolerance, after: tolerance },
  };
}
