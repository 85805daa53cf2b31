import { caps5Severity, permittedSeverities } from "#instruments";
import type { DraftValue } from "../draft/draft.ts";
import type { Question } from "../model/form-model.ts";

/** One of the thirty items of a CAPS-5 interview, or Criterion A. */
export type Caps5Item = {
  /** `A`, or 1–30. */
  readonly number: string;
  /** The part of the interview: the criteria A–G, global ratings `H`, dissociation `I`. */
  readonly part: string;
  readonly label: string;
  /** Rated by frequency and intensity, with a severity made of both. */
  readonly isSymptom: boolean;
  /** Items 8 and 12 are rated by amount instead of frequency. */
  readonly isByAmount: boolean;
  readonly frequency: Question | undefined;
  readonly intensity: Question | undefined;
  readonly severity: Question | undefined;
  readonly traumaRelated: Question | undefined;
  /** For an item that is no symptom. */
  readonly single: Question | undefined;
};

const symptomPath = /^item(\d+)(Frequency|Intensity|Severity|TraumaRelatedness)$/;

export function isCaps5(instrument: string | undefined): boolean {
  return instrument?.startsWith("caps-5-") === true;
}

/** The items of an interview in the order of the booklet, from the questions of its form. */
export function caps5Items(questions: readonly Question[]): readonly Caps5Item[] {
  const byPath = new Map(questions.map((question) => [question.path, question]));
  const numbers = [...new Set(questions.flatMap(({ path }) => numberOf(path) ?? []))];
  return numbers
    .sort((a, b) => orderOf(a) - orderOf(b))
    .map((number) => {
      const at = (part: string): Question | undefined => byPath.get(`item${number}${part}`);
      const single = number === "A" ? byPath.get("criterionA") : at("");
      const frequency = at("Frequency");
      return {
        number,
        part: partOf(number),
        label: labelOf(frequency ?? single),
        isSymptom: frequency !== undefined,
        isByAmount: number === "8" || number === "12",
        frequency,
        intensity: at("Intensity"),
        severity: at("Severity"),
        traumaRelated: at("TraumaRelatedness"),
        single,
      };
    });
}

/** The severity of a symptom now: as the rater set it, else by the published rule; undefined while that cannot be told. */
export function severityOf({ frequency, intensity, severity }: Caps5Item): number | undefined {
  const [given, f, i] = [severity, frequency, intensity].map((question) => asNumber(question?.value));
  if (given !== undefined) return given;
  if (f === 0 || i === 0) return 0;
  return f === undefined || i === undefined ? undefined : caps5Severity(f, i);
}

/** Where the rule leaves the rater a choice: the severities between which they may decide. */
export function severityChoices({ frequency, intensity }: Caps5Item): readonly number[] {
  const [f, i] = [asNumber(frequency?.value), asNumber(intensity?.value)];
  if (f === undefined || i === undefined) return [];
  const permitted = permittedSeverities(f, i);
  return permitted.length > 1 ? permitted : [];
}

/** The link to the event is asked of symptoms that are not absent. */
export function asksForTraumaRelatedness(item: Caps5Item): boolean {
  return item.traumaRelated !== undefined && severityOf(item) !== 0;
}

/** How far an item is: nothing, something, or all that is needed. */
export function standingOf(item: Caps5Item): "open" | "part" | "done" {
  if (!item.isSymptom) return hasValue(item.single) ? "done" : "open";
  const isRated = severityOf(item) !== undefined || hasValue(item.severity);
  const isLinked = !asksForTraumaRelatedness(item) || hasValue(item.traumaRelated);
  if (isRated && isLinked) return "done";
  const parts = [item.frequency, item.intensity, item.severity, item.traumaRelated];
  return parts.some(hasValue) ? "part" : "open";
}

/** All questions of the item, for finding the item of a path. */
export function questionsOfItem(item: Caps5Item): readonly Question[] {
  const { frequency, intensity, severity, traumaRelated, single } = item;
  return [frequency, intensity, severity, traumaRelated, single].filter((one) => one !== undefined);
}

function hasValue(question: Question | undefined): boolean {
  return question !== undefined && question.value !== null;
}

function asNumber(value: DraftValue | undefined): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function numberOf(path: string): string | undefined {
  if (path === "criterionA") return "A";
  return symptomPath.exec(path)?.[1] ?? /^item(\d+)$/.exec(path)?.[1];
}

function orderOf(number: string): number {
  return number === "A" ? 0 : Number(number);
}

/** `B1 intrusive memories: frequency class` → `B1 intrusive memories` */
function labelOf(question: Question | undefined): string {
  return (question?.item.label ?? "").replace(/: (frequency class|intensity|severity)$/, "");
}

const parts: readonly (readonly [last: number, part: string])[] = [
  [0, "A"],
  [5, "B"],
  [7, "C"],
  [14, "D"],
  [20, "E"],
  [22, "F"],
  [25, "G"],
  [28, "H"],
  [30, "I"],
];

function partOf(number: string): string {
  return parts.find(([last]) => orderOf(number) <= last)?.[1] ?? "I";
}
