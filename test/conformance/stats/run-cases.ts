import type { Adapter, GoldenCase } from "./adapter.ts";
import { compareFigures, type Difference } from "./compare-figures.ts";
import type { PlacedCase } from "./golden-folder.ts";

/** What became of a case. */
export type CaseResult = {
  readonly place: string;
  readonly group: string;
  readonly oracle: string;
  /** How many figures were compared. */
  readonly figures: number;
} & (
  | { readonly state: "passed"; readonly worstPassed: number; readonly labels?: readonly string[] }
  /** `off` counts the figures that are off; the reason names the worst. */
  | { readonly state: "failed"; readonly reason: string; readonly off: number }
  | { readonly state: "skipped"; readonly reason: string }
);

/** Runs a case by the first adapter that takes it. An exception is a failure, and so is a file that cannot be read. */
export function runCase(placed: PlacedCase, adapters: readonly Adapter[]): CaseResult {
  const { place } = placed;
  if ("unreadable" in placed)
    return {
      place,
      group: "unreadable",
      oracle: "",
      figures: 0,
      state: "failed",
      reason: placed.unreadable,
      off: 0,
    };
  const { golden } = placed;
  const oracle = `${golden.oracle.package} ${golden.oracle.version}`.trim();
  const bare = { place, group: golden.group, oracle, figures: 0 };
  try {
    const adapter = adapters.find(({ takes }) => takes(golden));
    if (adapter === undefined) {
      const named = String(golden.spec["fn"] ?? Object.keys(golden.spec).join(", "));
      return { ...bare, state: "skipped", reason: `no method of ours takes “${named}”` };
    }
    const answer = adapter.answer(golden);
    if ("skipped" in answer) return { ...bare, state: "skipped", reason: answer.skipped };
    return compared(bare, answer.figures, golden);
  } catch (error) {
    return { ...bare, state: "failed", reason: thrown(error), off: 0 };
  }
}

type Bare = Pick<CaseResult, "place" | "group" | "oracle" | "figures">;

function compared(bare: Bare, ours: unknown, golden: GoldenCase): CaseResult {
  const { figures, differences, worstPassed, labels } = compareFigures(ours, golden);
  const [worst] = differences.toSorted((a, b) => b.excess - a.excess);
  if (worst === undefined) return { ...bare, figures, state: "passed", worstPassed, labels };
  return { ...bare, figures, state: "failed", reason: told(worst), off: differences.length };
}

function told({ at, ours, expected, excess }: Difference): string {
  const times = Number.isFinite(excess) ? ` (${excess.toPrecision(2)} times the tolerance)` : "";
  return `${at}: ${ours} is not ${expected}${times}`;
}

function thrown(error: unknown): string {
  if (!(error instanceof Error)) return `it threw ${String(error)}`;
  const where =
    error.stack
      ?.split("\n")[1]
      ?.trim()
      .replace(/\(?(file:\/\/)?\S*\/(?=src\/|test\/)/, "(") ?? "";
  return `it threw “${error.message}” ${where}`;
}
