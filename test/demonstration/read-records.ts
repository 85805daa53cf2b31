import { evolveParticipant, noParticipant, type ParticipantState, participantStream } from "#trial";
import type { Demonstration } from "../builders/demonstration.ts";

/** The records of all participants of a demonstration, each with its key's free text opened. */
export async function readRecords({
  instance,
  study,
}: Pick<Demonstration, "instance" | "study">): Promise<readonly ParticipantState[]> {
  const scope = { study, sites: "all" } as const;
  const folding = { initial: noParticipant, evolve: evolveParticipant };
  const rows = await instance.ports.lists.participants(scope);
  const records: ParticipantState[] = [];
  for (const { participantId } of rows) {
    const stream = participantStream(participantId);
    const [loaded] = await instance.ports.states.load<[ParticipantState]>(scope, {
      stream,
      folding,
      keyOwner: participantId,
    });
    records.push(loaded.state);
  }
  return records;
}
