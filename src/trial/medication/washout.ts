import { numberOf } from "#design";
import {
  addDays,
  allOf,
  type CalendarDate,
  type Instant,
  localDate,
  type PartialDate,
  possibleDays,
  type Truth,
} from "#kernel";
import {
  type MedicationEntry,
  type MedicationFacts,
  medicationEntries,
  saysNoMedication,
} from "./entries.ts";

/** One drug on the day of a moment. */
export type DrugWashout = MedicationEntry & {
  /** For how many days after the last dose it counts: the design's own for its class, else the computed ones; null: not known. */
  readonly requiredDays: number | null;
  /** The first day on which it is washed out for certain; null while it is taken, or where that cannot be known. */
  readonly washedOutOn: CalendarDate | null;
  /** Whether it is washed out on the day. */
  readonly isWashedOut: Truth;
};

export type MedicationVerdict = {
  /** Whether nothing stands in the way; unknown is not met. */
  readonly verdict: Truth;
  readonly because: string;
  /** The entries that decide it; for `true`, those that were judged. */
  readonly evidence: readonly DrugWashout[];
};

/**
 * Every drug of the log with its washout on the day of a moment, at the site. A date known to the month or the year is taken at its
 * latest day for "washed out", at its earliest for "not yet"; between them it is unknown. A drug that begins after the day is left out.
 */
export function washoutsAt(facts: MedicationFacts, at: Instant): readonly DrugWashout[] {
  const day = localDate({ at, zone: facts.site.zone }) as CalendarDate;
  return medicationEntries(facts)
    .filter(({ started }) => started === null || possibleDays(started).first <= day)
    .map((entry) => washoutOf(entry, requiredDays(entry, facts), day));
}

/** Whether every drug that needs it is washed out, half-lives and further days, as the design computes them for each entry. */
export function washoutMet(facts: MedicationFacts, at: Instant): MedicationVerdict {
  const drugs = washoutsAt(facts, at).filter(
    ({ prohibited, requiredDays: days }) => !prohibited?.absoluteStop && days !== 0,
  );
  return verdictOn(facts, drugs, {
    met: "Every drug with a washout is washed out",
    notMet: (names) => `Not washed out: ${names}`,
    unknown: (names) => `Not known to be washed out: ${names}`,
  });
}

/** Whether nothing of a prohibited class is taken, or was within its washout; absolute stops apart, which `absoluteStopMet` judges. */
export function prohibitedMedicationMet(facts: MedicationFacts, at: Instant): MedicationVerdict {
  const drugs = washoutsAt(facts, at).filter(
    ({ prohibited, status }) => (prohibited !== null && !prohibited.absoluteStop) || status === "draft",
  );
  return verdictOn(facts, drugs, {
    met: "Nothing of a prohibited class is taken or within its washout",
    notMet: (names) => `Prohibited beside a dose: ${names}`,
    unknown: (names) => `Not known to be clear of: ${names}`,
  });
}

/** Whether nothing is taken, or was within its washout, that nobody may override: a monoamine oxidase inhibitor. */
export function absoluteStopMet(facts: MedicationFacts, at: Instant): MedicationVerdict {
  const drugs = washoutsAt(facts, at).filter(
    ({ prohibited, prohibitedClass }) => prohibited?.absoluteStop === true || prohibitedClass === null,
  );
  return verdictOn(facts, drugs, {
    met: "Nothing that forbids a dose absolutely is taken or within its washout",
    notMet: (names) => `Absolute stop: ${names}`,
    unknown: (names) => `May be an absolute stop: ${names}`,
  });
}

type Words = {
  readonly met: string;
  readonly notMet: (names: string) => string;
  readonly unknown: (names: string) => string;
};

function verdictOn(
  facts: MedicationFacts,
  drugs: readonly DrugWashout[],
  { met, notMet, unknown }: Words,
): MedicationVerdict {
  if (!facts.design?.design.safety?.medication) {
    const because = "The protocol does not say which log holds medication.";
    return { verdict: "unknown", because, evidence: [] };
  }
  const isKept = medicationEntries(facts).length > 0 || saysNoMedication(facts);
  if (!isKept) {
    const because = "The medication log is empty, and nobody has said that there is nothing to enter.";
    return { verdict: "unknown", because, evidence: [] };
  }
  const verdict = allOf(drugs.map(({ isWashedOut }) => isWashedOut));
  const deciding = verdict === true ? drugs : drugs.filter(({ isWashedOut }) => isWashedOut === verdict);
  const names = deciding.map(sentenceOf).join("; ");
  const because = verdict === true ? met : verdict === false ? notMet(names) : unknown(names);
  return { verdict, because: `${because}.`, evidence: deciding };
}

function sentenceOf({ name, drug, isOngoing, lastDose, washedOutOn }: DrugWashout): string {
  const called = name ?? drug?.label ?? "an entry without a name";
  if (isOngoing) return `${called}, still taken`;
  if (!lastDose) return `${called}, last dose not known`;
  return washedOutOn
    ? `${called}, last dose ${lastDose}, washed out on ${washedOutOn}`
    : `${called}, last dose ${lastDose}, washout not known`;
}

/** Days free of the drug that are required; for a prohibited class the longer of the class's own and the entry's. */
function requiredDays(
  { washoutDays, prohibited }: MedicationEntry,
  { design }: MedicationFacts,
): number | null {
  const own = design ? numberOf(design.parameters, prohibited?.washout) : undefined;
  if (own === undefined) return washoutDays;
  return Math.max(own, washoutDays ?? 0);
}

function washoutOf(entry: MedicationEntry, days: number | null, day: CalendarDate): DrugWashout {
  const lastDose = entry.isOngoing === false ? entry.lastDose : null;
  const washedOutOn =
    lastDose && days !== null ? addDays(possibleDays(lastDose).last, Math.ceil(days)) : null;
  return {
    ...entry,
    requiredDays: days,
    washedOutOn,
    isWashedOut: isOut(entry, lastDose, days, day),
  };
}

function isOut(
  { status, isOngoing, prohibited, drug }: MedicationEntry,
  lastDose: PartialDate | null,
  days: number | null,
  day: CalendarDate,
): Truth {
  const needsNone = days === 0 && prohibited === null && drug !== null;
  if (status === "submitted" && needsNone) return true;
  if (isOngoing === true)
    return prohibited !== null || (status === "submitted" && drug !== null) ? false : "unknown";
  if (lastDose && days !== null && day < addDays(possibleDays(lastDose).first, Math.ceil(days))) return false;
  if (status === "draft" || isOngoing === null || !lastDose || days === null) return "unknown";
  return day >= addDays(possibleDays(lastDose).last, Math.ceil(days)) ? true : "unknown";
}
