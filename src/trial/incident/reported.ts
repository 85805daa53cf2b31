import type { FreeText } from "#ledger";
import type { Facts } from "../command.ts";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import { incidentStream } from "../streams.ts";
import type { IncidentKind } from "./events.ts";

/** What was told in confidence. */
export type Told = {
  readonly via: "handed-over-device" | "printed-code" | "staff" | "reviewer";
  readonly kinds: readonly IncidentKind[];
  readonly visitId?: string | undefined;
  readonly words?: FreeText | undefined;
  readonly callMe?: FreeText | undefined;
};

/** The event that opens an incident about the participant of the command, in a stream that no site reaches. */
export function reportedIncident({ siteId, participant }: Facts, context: Context, told: Told): NewEvent {
  const incidentId = context.newId();
  const { via, kinds, visitId, words, callMe } = told;
  return {
    type: "IncidentReported",
    stream: incidentStream(incidentId),
    data: {
      incidentId,
      participantId: context.subjectId,
      siteId,
      number: participant.enrollment.number,
      via,
      kinds,
      ...(visitId === undefined ? {} : { visitId }),
      ...(words ? { words } : {}),
      ...(callMe ? { callMe } : {}),
    },
  };
}
