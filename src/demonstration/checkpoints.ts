import { type Instant, instantOf, millisecondsOf, type StudyId } from "#kernel";
import { takeCheckpoint } from "#usecases";
import type { Story } from "./agenda.ts";
import type { DemonstrationPorts } from "./conduct.ts";

const week = 7 * 86_400_000;

/** Signs once a week where the ledger stands, and at the end: so the verifier can say up to when it is proven. */
export async function* checkpointStory(ports: DemonstrationPorts, study: StudyId, end: Instant): Story {
  for (let at = millisecondsOf(ports.clock.now()) + week; at < millisecondsOf(end); at += week) {
    yield instantOf(at);
    await takeCheckpoint(ports, study);
  }
  yield end;
  await takeCheckpoint(ports, study);
}
