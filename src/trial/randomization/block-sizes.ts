import { type Refusal, refusal } from "#kernel";
import type { SealedFacts } from "../sealed/sealed-facts.ts";
import type { AllocationPlan } from "./allocation-plan.ts";
import type { OpenedPlan } from "./evolve.ts";

/** Why blocks cannot have these lengths; undefined where they can, and where none are given. */
export function refuseBlockSizes(
  { method, arms }: AllocationPlan,
  sizes: readonly number[] | undefined,
): Refusal | undefined {
  if (!sizes) return undefined;
  const cites = "ICH E9 2.3.2; protocol, randomization";
  const path = "data.blockSizes";
  if (method !== "permuted-blocks") {
    const message = `Cannot open randomization with lengths of blocks: the protocol randomizes by ${method.replaceAll("-", " ")}, without blocks.`;
    return refusal("no-blocks", message, cites, { path });
  }
  const sum = arms.reduce((total, { weight }) => total + weight, 0);
  const wrong = sizes.find((size) => size % sum !== 0);
  if (wrong === undefined) return undefined;
  const message = `Cannot open randomization: a block of ${wrong} does not hold the ratio of the arms. Give multiples of ${sum}.`;
  return refusal("block-size", message, cites, { path });
}

/** The plan as it is drawn from: with the lengths of blocks that were sealed when it was opened, where some were. */
export function drawnPlan(
  plan: AllocationPlan,
  opened: OpenedPlan,
  open: SealedFacts["open"],
): AllocationPlan {
  if (!opened.blockSizes) return plan;
  const { blockSizes } = open(opened.blockSizes) as { readonly blockSizes?: readonly number[] };
  if (blockSizes) return { ...plan, blockSizes };
  throw new Error("Cannot open the lengths of blocks: what is sealed there is something else.");
}
