import type { KitMapState } from "../kit/sealed-kits.ts";
import type { AllocationState } from "../randomization/evolve.ts";
import type { SealedSecret, Secret } from "./secret.ts";

/** What a rule that runs behind the seal knows: what is recorded there, and how to open it. */
export type SealedFacts = {
  readonly allocation: AllocationState;
  readonly kits: KitMapState;
  /**
   * What was sealed, as it was before.
   * @throws Error where it was altered, or lies under another key
   */
  readonly open: (sealed: SealedSecret | Secret) => unknown;
};
