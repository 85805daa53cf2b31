import type { CompiledDesign } from "#design";
import { signedHash } from "#trial";
import type { Story } from "../agenda.ts";
import { doFor, later, stateOf, type Telling } from "../telling.ts";

/** Whether the protocol randomizes at the encounter. */
export function isRandomizedAt({ mainTimeline }: CompiledDesign, encounterId: string): boolean {
  return (mainTimeline?.instances ?? []).some(
    (one) =>
      one.type === "activity" && one.encounterId === encounterId && one.activityIds.includes("randomizing"),
  );
}

/** The investigator confirms every criterion of randomization once more, and the participant gets the next place. */
export async function* randomize(telling: Telling): Story {
  const as = telling.site.investigator;
  yield later(telling, 10);
  const contentHash = signedHash(await stateOf(telling), { kind: "eligibility", id: "" });
  await doFor(telling, { as, type: "confirm-eligibility", data: { at: "randomization", contentHash } });
  yield later(telling, 5);
  await doFor(telling, { as, type: "randomize-participant", data: {} });
}
