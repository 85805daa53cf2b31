import { type Instant, ok, type Refusal, type Result } from "#kernel";
import { type SafetyRecordsView, viewSafetyRecords } from "#trial";
import { type Asking, askParticipant } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** A participant's medication with its washout, and the results that a dose rests on, at a moment; now where none is named. */
export async function seeSafetyRecords(
  ports: QueryPorts,
  asking: Asking,
  id: string,
  moment?: Instant,
): Promise<Result<SafetyRecordsView, Refusal>> {
  const asked = await askParticipant(ports, asking, id, "see-participant");
  if (!asked.ok) return asked;
  const { state, ...around } = asked.value;
  return ok(viewSafetyRecords(state, moment ?? ports.clock.now(), around));
}
