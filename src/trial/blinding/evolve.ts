import { type Instant, type UserId, unreachable } from "#kernel";
import type { EventMeta, EventsOf, Recorded } from "../event.ts";
import type { EmergencyReason, GuessSlot, Knower, unblindingEvents } from "./events.ts";

type UnblindingEvent = EventsOf<typeof unblindingEvents>;
type DataOf<Type extends UnblindingEvent["type"]> = Extract<UnblindingEvent, { type: Type }>["data"];

/** Something that was written later, and where its words lie. */
type Later<Fact> = { readonly at: Instant; readonly by: UserId; readonly noteId: string } & Fact;

/** That an arm became known: when, by which way, to whom. Not which. */
export type Unblinding = {
  readonly unblindingId: string;
  readonly kind: "emergency" | "inadvertent";
  readonly reason: EmergencyReason | null;
  readonly via: DataOf<"CodeBroken">["via"] | null;
  readonly envelopeSerial: string | null;
  readonly how: DataOf<"InadvertentUnblindingRecorded">["how"] | null;
  readonly rater: UserId | null;
  /** Who knows, as far as it was told. */
  readonly whoKnows: readonly Knower[];
  readonly lostGuesses: readonly GuessSlot[];
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly by: UserId;
  readonly role: string;
  readonly commandId: string;
  readonly noteId: string | null;
  readonly report: Later<{ readonly whoKnows: readonly Knower[] }> | null;
  readonly impact: Later<{ readonly impact: DataOf<"UnblindingImpactAssessed">["impact"] }> | null;
};

/** By unblinding id, in the order in which they were recorded. */
export type UnblindingsState = Readonly<Record<string, Unblinding>>;

export const noUnblindings: UnblindingsState = {};

export function evolveUnblindings(
  state: UnblindingsState,
  event: Recorded<UnblindingEvent>,
): UnblindingsState {
  const { unblindingId } = event.data;
  const known = state[unblindingId];
  switch (event.type) {
    case "CodeBroken":
      return { ...state, [unblindingId]: { ...begun(event.meta), ...broken(event.data) } };
    case "InadvertentUnblindingRecorded":
      return { ...state, [unblindingId]: { ...begun(event.meta), ...learned(event.data) } };
    case "UnblindingReported": {
      if (!known) return state;
      const { whoKnows, noteId } = event.data;
      const report = { ...told(event.meta, noteId), whoKnows };
      return { ...state, [unblindingId]: { ...known, whoKnows, report } };
    }
    case "UnblindingImpactAssessed": {
      if (!known) return state;
      const { impact, noteId } = event.data;
      return { ...state, [unblindingId]: { ...known, impact: { ...told(event.meta, noteId), impact } } };
    }
    default:
      return unreachable(event);
  }
}

function begun({ occurredAt, recordedAt, actor, commandId }: EventMeta) {
  const by = { by: actor.user as UserId, role: actor.role };
  return { occurredAt, recordedAt, ...by, commandId: commandId as string, report: null, impact: null };
}

function broken(data: DataOf<"CodeBroken">) {
  const { unblindingId, kind, reason, via, lostGuesses } = data;
  const serial = { envelopeSerial: data.envelopeSerial ?? null };
  const nothing = { how: null, rater: null, noteId: null };
  const whoKnows: readonly Knower[] = [data.openedBy ?? "investigator"];
  return { unblindingId, kind, reason, via, lostGuesses, whoKnows, ...serial, ...nothing };
}

function learned(data: DataOf<"InadvertentUnblindingRecorded">) {
  const nothing = { reason: null, via: null, envelopeSerial: null, lostGuesses: [] };
  const { unblindingId, how, noteId } = data;
  const who = { rater: data.rater ?? null, whoKnows: data.learned };
  return { unblindingId, how, noteId, kind: "inadvertent" as const, ...who, ...nothing };
}

function told({ occurredAt, actor }: EventMeta, noteId: string) {
  return { at: occurredAt, by: actor.user as UserId, noteId };
}
