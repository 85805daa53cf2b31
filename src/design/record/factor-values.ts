import type { CompiledDesign } from "../compile/compiled-design.ts";
import { evaluate } from "../expression/evaluate.ts";
import type { RecordScope } from "./record-scope.ts";

/**
 * A participant's value of each randomization factor that their record holds, by the factor's id: a code, or "true" and "false". A factor
 * without a value is left out.
 */
export function factorValues(
  { factors }: CompiledDesign,
  record: RecordScope,
): Readonly<Record<string, string>> {
  const values = [...factors].flatMap(([id, { reference }]) => {
    const found = evaluate(reference, record);
    const value = found.kind === "value" ? found.value : undefined;
    return typeof value === "string" || typeof value === "boolean" ? [[id, String(value)] as const] : [];
  });
  return Object.fromEntries(values);
}
