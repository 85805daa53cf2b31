import type { EventArm, MeanArm } from "../../../../src/stats/network/arms.ts";
import { contrastsOfEvents, contrastsOfMeans } from "../../../../src/stats/network/contrasts-of-arms.ts";
import type { Contrast } from "../../../../src/stats/network/network.ts";
import type { GoldenCase, GoldenData } from "../adapter.ts";

const names = {
  study: ["studlab", "study", "trial", "author", "id"],
  treatment: ["treatment", "trt", "treat", "group", "arm"],
  events: ["event", "events", "xi", "ai", "r", "death", "deaths", "stroke", "responders", "resp", "cases"],
  n: ["n", "ni", "total", "randomized", "sampleSize", "N"],
  mean: ["mean", "mi", "y"],
  sd: ["sd", "sdi", "std.dev"],
} as const;

/** The contrasts of a case, from whichever columns its data have: contrasts, arms in rows, or arms side by side. */
export function contrastsOfCase(golden: GoldenCase): readonly Contrast[] {
  const { data } = golden;
  if (has(data, "TE") && has(data, "seTE")) return givenContrasts(data);
  const arms = armsOfCase(golden);
  const measure = measureOf(
    golden,
    arms.some((arm) => "events" in arm),
  );
  if (arms.every((arm): arm is EventArm => "events" in arm)) {
    const eventless = keepsEventless(golden, arms) ? "kept" : "left out";
    return found(contrastsOfEvents(arms, measure as "OR", { eventless })).contrasts;
  }
  return found(contrastsOfMeans(arms as readonly MeanArm[], measure as "MD")).contrasts;
}

/** Whether studies without events count: told by the call or, where that is silent, by the number of studies in the answer. */
function keepsEventless({ spec, call, expected }: GoldenCase, arms: readonly EventArm[]): boolean {
  const said = spec["allstudies"] ?? /allstudies *= *(TRUE|FALSE)/.exec(call)?.[1];
  if (said !== undefined) return String(said).toUpperCase() === "TRUE";
  return expected["k"] === new Set(arms.map(({ study }) => study)).size;
}

export function armsOfCase({ data }: GoldenCase): readonly (EventArm | MeanArm)[] {
  const wide = [1, 2, 3, 4, 5, 6, 7, 8].filter((arm) =>
    has(data, ...names.treatment.map((name) => `${name}${arm}`), `t${arm}`),
  );
  if (wide.length === 0) return rowsOf(data, "");
  return wide.flatMap((arm) => rowsOf(data, String(arm)));
}

function rowsOf(data: GoldenData, suffix: string): readonly (EventArm | MeanArm)[] {
  const column = (list: readonly string[], extra: readonly string[] = []): readonly string[] | undefined =>
    [...list, ...extra].map((name) => columnOf(data, name + suffix)).find((values) => values !== undefined);
  const treatment = column(names.treatment, ["t"]) ?? [];
  const study = names.study.map((name) => columnOf(data, name)).find((values) => values !== undefined);
  const n = column(names.n) ?? largestCounts(data);
  const mean = column(names.mean);
  const sd = column(names.sd);
  const events = column(names.events) ?? (sd === undefined ? smallerCounts(data, n) : undefined);
  return treatment.flatMap((name, row): readonly (EventArm | MeanArm)[] => {
    const size = Number(n?.[row]);
    if (name === "" || name === "NA" || !(size > 0) || n?.[row] === "") return [];
    const bare = { study: study?.[row] ?? String(row + 1), treatment: name, n: size };
    if (sd !== undefined && mean !== undefined)
      return [{ ...bare, mean: Number(mean[row]), sd: Number(sd[row]) }];
    return [{ ...bare, events: Number(events?.[row]) }];
  });
}

/** Of columns with unknown names: counts, the largest of which are the totals. */
function counts(data: GoldenData): readonly (readonly string[])[] {
  const known: readonly string[] = [...names.study, "year", ...names.treatment];
  return [...data]
    .filter(([name, values]) => !known.includes(name) && values.every((value) => /^\d+$/.test(value)))
    .map(([, values]) => values);
}

function largestCounts(data: GoldenData): readonly string[] | undefined {
  return [...counts(data)].sort((a, b) => total(b) - total(a))[0];
}

function smallerCounts(data: GoldenData, n: readonly string[] | undefined): readonly string[] | undefined {
  return counts(data).find(
    (values) => values !== n && values.every((value, row) => Number(value) <= Number(n?.[row])),
  );
}

function total(values: readonly string[]): number {
  return values.reduce((sum, value) => sum + Number(value), 0);
}

function givenContrasts(data: GoldenData): readonly Contrast[] {
  const column = (name: string): readonly string[] => columnOf(data, name) ?? [];
  const study = names.study.map((name) => columnOf(data, name)).find((values) => values !== undefined);
  return column("TE").map((effect, row) => ({
    study: study?.[row] ?? String(row + 1),
    treatment1: column("treat1")[row] ?? "",
    treatment2: column("treat2")[row] ?? "",
    effect: Number(effect),
    standardError: Number(column("seTE")[row]),
  }));
}

function measureOf({ spec, call }: GoldenCase, events: boolean): string {
  const said = spec["sm"] ?? /sm *= *"(\w+)"/.exec(call)?.[1] ?? /_([A-Z]+)$/.exec(String(spec["net"]))?.[1];
  const fitting = events ? ["OR", "RR", "RD", "ASD"] : ["MD", "SMD", "ROM"];
  return fitting.includes(String(said)) ? String(said) : (fitting[0] as string);
}

function columnOf(data: GoldenData, name: string): readonly string[] | undefined {
  const wanted = name.toLowerCase();
  return data.get(name) ?? [...data].find(([own]) => own.toLowerCase() === wanted)?.[1];
}

function has(data: GoldenData, ...wanted: readonly string[]): boolean {
  return wanted.some((name) => columnOf(data, name) !== undefined);
}

export function found<Value>(
  result: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown },
): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}
