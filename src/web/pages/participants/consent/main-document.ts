import type { Participant } from "../participant-context.tsx";

export type ConsentDocument = Participant["consent"]["documents"][number];

/** The consent to taking part at all: the one that no single visit asks for. */
export function mainDocument({ consent }: Pick<Participant, "consent">): ConsentDocument | undefined {
  return consent.documents.find(({ neededFor }) => neededFor.length === 0);
}
