import type { Expression, Span } from "./expression.ts";
import type { ExpressionFault } from "./expression-fault.ts";
import { describeType, type ExpressionType, type TypeKind } from "./expression-type.ts";
import type { Vocabulary } from "./vocabulary.ts";

/** Where the checker stands: the names in force, a place for what it finds, and itself for the parts. */
export type CheckState = {
  readonly vocabulary: Vocabulary;
  readonly faults: ExpressionFault[];
  readonly typeOf: (state: CheckState, expression: Expression) => ExpressionType | undefined;
};

export function report(state: CheckState, span: Span, message: string): undefined {
  state.faults.push({ span, message });
  return undefined;
}

/** The type of the expression, if it is one of the kinds; else a fault. */
export function checkKind(
  state: CheckState,
  expression: Expression,
  kinds: readonly TypeKind[],
): ExpressionType | undefined {
  const type = state.typeOf(state, expression);
  if (!type || kinds.includes(type.kind)) return type;
  const expected = kinds.map((kind) => describeType({ kind })).join(" or ");
  return report(state, expression.span, `expected ${expected}, got ${describeType(type)}`);
}
