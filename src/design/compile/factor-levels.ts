import { checkExpression } from "../expression/check-expression.ts";
import type { ExpressionType } from "../expression/expression-type.ts";
import type { CompiledDesign } from "./compiled-design.ts";

type Factors = Pick<CompiledDesign, "factors" | "vocabularies">;

/** The type of the item that gives a factor's value; undefined where it has a fault. */
export function typeOfFactor(
  { factors, vocabularies }: Factors,
  factorId: string,
): ExpressionType | undefined {
  const reference = factors.get(factorId)?.reference;
  return reference && checkExpression(reference, vocabularies.record).type;
}

/** The values that a factor can have, with their labels; undefined where they cannot be listed. */
export function levelsOfFactor(compiled: Factors, factorId: string): ReadonlyMap<string, string> | undefined {
  return levelsOf(typeOfFactor(compiled, factorId));
}

export function levelsOf(type: ExpressionType | undefined): ReadonlyMap<string, string> | undefined {
  if (type?.kind === "boolean")
    return new Map([
      ["true", "yes"],
      ["false", "no"],
    ]);
  return type?.kind === "code" ? type.codes : undefined;
}
