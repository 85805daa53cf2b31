import { codeFault } from "./check-comparison.ts";
import { type CheckState, checkKind, report } from "./check-state.ts";
import type { Expression } from "./expression.ts";
import { describeType, type ExpressionType, type TypeKind } from "./expression-type.ts";

type Call = Extract<Expression, { kind: "call" }>;

/** The type that a function gives; a fault for each argument of a wrong one. */
export function checkCall(state: CheckState, call: Call): ExpressionType | undefined {
  switch (call.function) {
    case "age":
    case "years-between":
    case "months-between":
    case "days-between":
      return checkAll(state, call, ["date"], "number");
    case "minutes-between":
      return checkAll(state, call, ["date-time"], "number");
    case "sum":
    case "mean":
    case "abs":
    case "round":
    case "square-root":
    case "cube-root":
      return checkAll(state, call, ["number"], "number");
    case "min":
    case "max":
      return checkAlike(state, call, call.arguments, ["number", "date"]);
    case "today":
      return { kind: "date" };
    case "count-known":
      for (const argument of call.arguments) state.typeOf(state, argument);
      return { kind: "number" };
    case "coalesce":
      return checkAlike(state, call, call.arguments);
    case "if":
      if (call.arguments[0]) checkKind(state, call.arguments[0], ["boolean"]);
      return checkAlike(state, call, call.arguments.slice(1));
    case "contains":
      return checkContains(state, call);
  }
}

function checkAll(
  state: CheckState,
  call: Call,
  kinds: readonly TypeKind[],
  result: "number",
): ExpressionType {
  for (const argument of call.arguments) checkKind(state, argument, kinds);
  return { kind: result };
}

/** All of one kind, which the function then gives. */
function checkAlike(
  state: CheckState,
  call: Call,
  operands: readonly Expression[],
  kinds?: readonly TypeKind[],
): ExpressionType | undefined {
  const types = operands.map((one) => (kinds ? checkKind(state, one, kinds) : state.typeOf(state, one)));
  const known = types.filter((type) => type !== undefined);
  const [first] = known;
  if (!first || known.length < types.length) return first;
  const other = known.find((type) => wordKind(type) !== wordKind(first));
  if (other) {
    const message = `${call.function} needs values of one type, got ${describeType(first)} and ${describeType(other)}`;
    return report(state, call.span, message);
  }
  return wordKind(first) === "text" ? unitedCodes(known) : first;
}

function wordKind({ kind }: ExpressionType): TypeKind {
  return kind === "code" ? "text" : kind;
}

/** All codes that may come, where every one of the types tells its own; any text otherwise. */
function unitedCodes(types: readonly ExpressionType[]): ExpressionType {
  const all = new Map<string, string>();
  for (const type of types) {
    const codes = codesOf(type);
    if (!codes) return { kind: "text" };
    for (const [code, label] of codes) if (!all.has(code) || label !== code) all.set(code, label);
  }
  return { kind: "code", codes: all };
}

function codesOf(type: ExpressionType): ReadonlyMap<string, string> | undefined {
  if (type.kind === "code") return type.codes;
  return type.kind === "text" && type.literal !== undefined
    ? new Map([[type.literal, type.literal]])
    : undefined;
}

function checkContains(state: CheckState, { arguments: [codes, code] }: Call): ExpressionType {
  const type = codes && checkKind(state, codes, ["codes"]);
  const written = code && checkKind(state, code, ["text", "code"]);
  const fault = type && written && codeFault(type, written);
  if (fault) report(state, code.span, fault);
  return { kind: "boolean" };
}
