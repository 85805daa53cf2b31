import { type CompiledDesign, numberOf } from "#design";
import { type Instant, instantOf, millisecondsOf } from "#kernel";
import type { Incident } from "./evolve.ts";

/** Something that is due about a report; `doneAt` null: not yet. */
export type IncidentClock = {
  readonly step: "acknowledge" | "assess" | "sponsor" | "ethics-committee";
  readonly dueAt: Instant | null;
  readonly doneAt: Instant | null;
};

const hour = 3_600_000;

/** The clocks of a report. Those of sponsor and ethics committee run from the report on, once it is a serious breach. */
export function incidentClocks(
  { design, parameters }: CompiledDesign,
  incident: Incident,
): readonly IncidentClock[] {
  const plan = design.incidents;
  const due = (within: Parameters<typeof numberOf>[1]): Instant | null => {
    const hours = numberOf(parameters, within);
    return hours === undefined ? null : instantOf(millisecondsOf(incident.reportedAt) + hours * hour);
  };
  const toldAt = (one: "sponsor" | "ethics-committee"): Instant | null =>
    incident.notified.find(({ whom }) => whom === one)?.at ?? null;
  const isSerious = incident.assessed?.gravity === "serious-breach";
  return [
    { step: "acknowledge", dueAt: due(plan?.acknowledgeWithin), doneAt: incident.acknowledged?.at ?? null },
    { step: "assess", dueAt: due(plan?.assessWithin), doneAt: incident.assessed?.at ?? null },
    ...(isSerious
      ? ([
          { step: "sponsor", dueAt: due(plan?.sponsorWithin), doneAt: toldAt("sponsor") },
          {
            step: "ethics-committee",
            dueAt: due(plan?.ethicsCommitteeWithin),
            doneAt: toldAt("ethics-committee"),
          },
        ] as const)
      : []),
  ];
}
