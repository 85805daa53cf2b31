import type { InvalidInput, Result } from "#kernel";
import type { Adapter, GoldenCase } from "../adapter.ts";

/** No cases of its own: what adapters of a folder share. */
export const adapters: readonly Adapter[] = [];

export function answered<Value>(result: Result<Value, InvalidInput>): Value {
  if (result.ok) return result.value;
  throw new Error(result.error.issues.map(({ path, message }) => `${path}: ${message}`).join("; "));
}

/** Of the spec; of the call where the spec is silent. */
export function numberOption(golden: GoldenCase, name: string): number | undefined {
  const said = golden.spec[name] ?? called(golden, name);
  const number = Number(said);
  return said === undefined || Number.isNaN(number) ? undefined : number;
}

export function textOption(golden: GoldenCase, name: string): string | undefined {
  const said = golden.spec[name] ?? called(golden, name);
  return said === undefined ? undefined : String(said).replace(/^["']|["']$/g, "");
}

/** A list, be it given as one, as a single value or as R's c(…). */
export function listOption(golden: GoldenCase, name: string): readonly unknown[] | undefined {
  const said = golden.spec[name] ?? called(golden, name);
  if (said === undefined) return undefined;
  if (Array.isArray(said)) return said;
  if (typeof said !== "string") return [said];
  const inside = /^c\((.*)\)$/.exec(said)?.[1] ?? said;
  return inside.split(",").map((part) => literal(part.trim()));
}

/** What the call gives for an argument, if that is plain: a number, text in quotes, TRUE or FALSE, or c(…) of these. */
function called({ call }: GoldenCase, name: string): string | undefined {
  const escaped = name.replace(/\./g, "\\.");
  const plain = String.raw`c\([^()]*\)|"[^"]*"|TRUE|FALSE|-?[\d.]+(?:e-?\d+)?(?:/\d+)?`;
  return new RegExp(`[(,]\\s*${escaped}\\s*=\\s*(${plain})\\s*[,)]`).exec(call)?.[1];
}

function literal(text: string): unknown {
  if (text === "TRUE" || text === "FALSE") return text === "TRUE";
  const [over, under] = text.split("/");
  if (under !== undefined && text !== "") return Number(over) / Number(under);
  const number = Number(text);
  return Number.isNaN(number) ? text.replace(/^["']|["']$/g, "") : number;
}

/** The numbers of a column by the name of the argument: `cols` of the spec says which column it is, else it has that name itself. */
export function columnOf(golden: GoldenCase, name: string): readonly number[] | undefined {
  const columns = (golden.spec["cols"] ?? golden.spec["columns"] ?? {}) as Readonly<Record<string, unknown>>;
  const inline = columns[name] ?? golden.spec[name];
  if (Array.isArray(inline)) return inline.map(numberOf);
  const given = inline === undefined ? undefined : String(inline);
  const found = golden.data.get(given ?? calledColumn(golden, name) ?? name);
  return found?.map(numberOf);
}

function calledColumn({ call, data }: GoldenCase, name: string): string | undefined {
  const found = new RegExp(`[(,]\\s*${name}\\s*=\\s*([A-Za-z][\\w.]*)`).exec(call)?.[1];
  return found !== undefined && data.has(found) ? found : undefined;
}

function numberOf(text: unknown): number {
  return text === "NA" || text === "" || text === null ? Number.NaN : Number(text);
}
