import type { Telling } from "../telling.ts";

/** Lets begin what the fate has begin after a visit. */
export function scenesAfter(telling: Telling, encounterId: string): void {
  for (const { after, tell } of telling.fate.scenes ?? []) {
    if (after === encounterId) telling.begin(tell(telling));
  }
}
