import type { Instant } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { signatureEvents } from "./events.ts";

type Signed = EventsOf<typeof signatureEvents>;

export type Signature = Signed["data"] & { readonly at: Instant; readonly version: number };

/** All signatures there have been, broken ones too. */
export type SignaturesState = readonly Signature[];

export const noSignatures: SignaturesState = [];

export function evolveSignatures(state: SignaturesState, { data, meta }: Recorded<Signed>): SignaturesState {
  return [...state, { ...data, at: meta.recordedAt, version: meta.version }];
}
