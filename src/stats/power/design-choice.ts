import { type InvalidInput, ok, type Result } from "#kernel";
import { type GroupSequentialDesign, groupSequentialDesign } from "../sequential/design.ts";
import type { ErrorRates } from "./error-rates.ts";

/** A design made before, or the error rates of a test at one look. */
export type DesignChoice = { readonly design?: GroupSequentialDesign | ErrorRates };

export function designFor({ design = {} }: DesignChoice): Result<GroupSequentialDesign, InvalidInput> {
  if ("criticalValues" in design) return ok(design);
  return groupSequentialDesign({ looks: 1, efficacy: { kind: "none-early" }, ...design });
}
