import type { z } from "zod";
import type { Instant, Sha256 } from "#kernel";
import type { Actor, FreeText, LedgerEvent, StreamId } from "#ledger";

/** A kind of event: its name, the version of its data's shape, and the shape. */
export type EventDefinition<Type extends string = string, Schema extends z.ZodType = z.ZodType> = {
  readonly type: Type;
  readonly schemaVersion: number;
  readonly data: Schema;
};

export function defineEvent<const Type extends string, Schema extends z.ZodType>(
  type: Type,
  schemaVersion: number,
  data: Schema,
): EventDefinition<Type, Schema> {
  return { type, schemaVersion, data };
}

/** Turns an event's data of one schema version into that of the next. Pure; one file a version. */
export type Upcaster = {
  readonly type: string;
  readonly fromVersion: number;
  readonly upcast: (data: unknown) => unknown;
};

type Definitions = Readonly<Record<string, EventDefinition>>;

/** The events that a set of definitions describes, as a union told apart by `type`. */
export type EventsOf<Set extends Definitions> = {
  [Key in keyof Set]: { readonly type: Set[Key]["type"]; readonly data: z.output<Set[Key]["data"]> };
}[keyof Set];

/** When, by whom and why: what the ledger knows of an event beside its data. */
export type EventMeta = Pick<
  LedgerEvent,
  | "stream"
  | "version"
  | "occurredAt"
  | "deviceClock"
  | "recordedAt"
  | "zone"
  | "source"
  | "signatureMeaning"
  | "commandId"
> & { readonly actor: Actor; readonly reason?: FreeText; readonly hash: Sha256 };

/** An event as rules read it. */
export type Recorded<Event> = Event & { readonly meta: EventMeta };

/** Any event, its data not yet known. */
export type AnyRecorded = Recorded<{ readonly type: string; readonly data: unknown }>;

/** An event that a rule wants to write, and to which stream. */
export type NewEvent<Event = { readonly type: string; readonly data: unknown }> = Event & {
  readonly stream: StreamId;
  readonly occurredAt?: Instant;
  readonly reason?: FreeText;
  readonly signatureMeaning?: string;
};

/** Whether the event is one of the set; its data then has that set's types. */
export function isOneOf<Set extends Definitions>(
  definitions: Set,
  event: AnyRecorded,
): event is Recorded<EventsOf<Set>> {
  return Object.hasOwn(definitions, event.type);
}
