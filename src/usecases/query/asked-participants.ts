import type { Action } from "#trial";
import { type AskedParticipant, type Asking, askParticipant } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** The records of several participants, by their ids; those with whom the person may not do this are left out. */
export async function askParticipants(
  ports: QueryPorts,
  asking: Asking,
  ids: readonly string[],
  action: Action,
): Promise<ReadonlyMap<string, AskedParticipant>> {
  const asked = await Promise.all(
    [...new Set(ids)].map(async (id) => [id, await askParticipant(ports, asking, id, action)] as const),
  );
  return new Map(asked.flatMap(([id, result]) => (result.ok ? [[id, result.value] as const] : [])));
}
