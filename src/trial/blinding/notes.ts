import { type Instant, type ParticipantId, type SiteId, type UserId, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import { type AnyRecorded, type EventsOf, isOneOf, type Recorded } from "../event.ts";
import { unblindingNoteEvents } from "./events.ts";

/** What lies in a stream of its own: the words of an unblinding, or an unblinding for safety reporting. */
export type UnblindingNoteState =
  | { readonly kind: "none" }
  | {
      readonly kind: "note";
      readonly unblindingId: string;
      readonly note: FreeText;
      readonly careChanged: boolean | null;
      readonly by: UserId;
    }
  | {
      readonly kind: "safety";
      readonly unblindingId: string;
      readonly participantId: ParticipantId;
      readonly siteId: SiteId;
      readonly number: string;
      readonly formKey: string;
      readonly reportNumber: string;
      readonly why: FreeText;
      readonly by: UserId;
      readonly role: string;
      readonly occurredAt: Instant;
      readonly recordedAt: Instant;
      readonly commandId: string;
    };

export const noUnblindingNote: UnblindingNoteState = { kind: "none" };

/** Folds any event of a stream of one unblinding's words. */
export function evolveUnblindingNoteStream(
  state: UnblindingNoteState,
  event: AnyRecorded,
): UnblindingNoteState {
  return isOneOf(unblindingNoteEvents, event) ? evolveNote(event) : state;
}

function evolveNote(event: Recorded<EventsOf<typeof unblindingNoteEvents>>): UnblindingNoteState {
  const { actor, occurredAt, recordedAt, commandId } = event.meta;
  const by = actor.user as UserId;
  switch (event.type) {
    case "UnblindingNoted": {
      const { unblindingId, note, careChanged } = event.data;
      return { kind: "note", unblindingId, note, careChanged: careChanged ?? null, by };
    }
    case "ArmOpenedForSafety": {
      const { openGuesses: _openGuesses, ...data } = event.data;
      const { role } = actor;
      return { kind: "safety", ...data, by, role, occurredAt, recordedAt, commandId: commandId as string };
    }
    default:
      return unreachable(event);
  }
}
