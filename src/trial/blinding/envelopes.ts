import { type Instant, type ParticipantId, unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { envelopeEvents } from "./events.ts";

/** A printed sheet that holds an arm outside the server. */
export type Envelope = {
  readonly serial: string;
  readonly participantId: ParticipantId;
  readonly batchId: string;
  readonly issuedAt: Instant;
  /** What was recorded of it since, the last being how it stands. */
  readonly returns: readonly {
    readonly outcome: "returned" | "destroyed";
    readonly sealIntact: boolean;
    readonly at: Instant;
  }[];
  /** The command that issued it. */
  readonly commandId: string;
};

/** By serial number, in the order in which they were issued. */
export type EnvelopesState = Readonly<Record<string, Envelope>>;

export const noEnvelopes: EnvelopesState = {};

export function evolveEnvelopes(
  state: EnvelopesState,
  event: Recorded<EventsOf<typeof envelopeEvents>>,
): EnvelopesState {
  const { occurredAt, commandId } = event.meta;
  switch (event.type) {
    case "EnvelopesIssued": {
      const { batchId, envelopes } = event.data;
      const common = { batchId, issuedAt: occurredAt, returns: [], commandId: commandId as string };
      const issued = envelopes.map((one) => [one.serial, { ...one, ...common }] as const);
      return { ...state, ...Object.fromEntries(issued) };
    }
    case "EnvelopeReturned": {
      const { serial, outcome, sealIntact } = event.data;
      const envelope = state[serial];
      if (!envelope) return state;
      const returns = [...envelope.returns, { outcome, sealIntact, at: occurredAt }];
      return { ...state, [serial]: { ...envelope, returns } };
    }
    default:
      return unreachable(event);
  }
}

export type EnvelopeStanding = "unopened" | "opened" | "returned" | "destroyed";

/** How a sheet stands; `opened` counts whatever became of it later, for then somebody knows. */
export function envelopeStanding({ returns }: Envelope, isOpened: boolean): EnvelopeStanding {
  if (isOpened || returns.some(({ sealIntact }) => !sealIntact)) return "opened";
  return returns.at(-1)?.outcome ?? "unopened";
}
