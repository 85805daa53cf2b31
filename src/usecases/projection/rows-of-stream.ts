import type { StudyId } from "#kernel";
import { unreachable } from "#kernel";
import type { StreamId } from "#ledger";
import type {
  Facts,
  IncidentState,
  ParticipantState,
  RatingState,
  SessionState,
  SiteState,
  StaffState,
  StockState,
  StudyState,
  UnblindingNoteState,
} from "#trial";
import { streamKind } from "../ledger/foldings.ts";
import type { WantedRow } from "./changed-rows.ts";
import { incidentRows } from "./incident-rows.ts";
import { participantRows } from "./participant-rows.ts";
import { ratingRows } from "./rating-rows.ts";
import { sessionRows } from "./session-rows.ts";
import { stockRows } from "./stock-rows.ts";
import { siteRows, staffRows, studyRows } from "./study-rows.ts";
import { safetyRows } from "./unblinding-rows.ts";

/** What else is known when a stream is projected: its study, its site, the design that binds. */
export type Around = { readonly facts: Facts };

/** All rows that the projections should hold because of one stream, as it stands. */
export function rowsOfStream(
  study: StudyId,
  stream: StreamId,
  state: unknown,
  around: Around,
): readonly WantedRow[] {
  const kind = streamKind(stream);
  if (!kind) return [];
  const id = stream.slice(kind.length + 1);
  switch (kind) {
    case "study":
      return studyRows(study, state as StudyState);
    case "site":
      return siteRows(study, id, state as SiteState);
    case "staff":
      return staffRows(study, id, state as StaffState);
    case "participant":
      return participantRows(study, state as ParticipantState, around);
    case "rating":
      return ratingRows(study, id, state as RatingState);
    case "session":
      return sessionRows(study, id, state as SessionState, around);
    case "unblinding":
      return safetyRows(study, state as UnblindingNoteState);
    case "incident":
      return incidentRows(study, state as IncidentState);
    case "review":
      // Reviews are reached by the recordings that they are of.
      return [];
    case "stock":
      return stockRows(study, id, state as StockState);
    default:
      return unreachable(kind);
  }
}
