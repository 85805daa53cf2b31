import { failed, type InvalidInput, ok, type Result } from "#kernel";
import { readAnswers } from "./answers.ts";
import { bandOf } from "./bands.ts";
import { type Computation, type Computed, computed, notAnswered, notComputed } from "./computation.ts";
import type { BandScale, Instrument, ScoreValue } from "./definition.ts";

/** The scores of one filled form, and everything needed to doubt them. Plain JSON. */
export type Scored = {
  /** The instrument's id. */
  readonly instrument: string;
  readonly version: string;
  /** Every score of the definition, by id; null where it could not be computed. */
  readonly scores: Readonly<Record<string, ScoreValue>>;
  /** For every null score, why. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Items that should have been answered and were not. */
  readonly missing: readonly string[];
  /** Whether unanswered items were replaced by the mean of the answered ones. */
  readonly prorated: boolean;
  /** The rules applied, in words; the missing rule first. */
  readonly rules: readonly string[];
  readonly notes: readonly string[];
};

/**
 * Scores one form. `responses` is `{ [item id]: answer }`; an item not answered is left out.
 * Invalid input carries one issue for each bad item, with its id as path. Missing items are no error: the
 * instrument's missing rule says which scores can still be computed.
 */
export function score(instrument: Instrument, responses: unknown): Result<Scored, InvalidInput> {
  const answers = readAnswers(instrument, responses);
  if (!answers.ok) return failed(answers.error);
  const { definition } = instrument;
  const computation = instrument.compute(answers.value);
  const all = new Map(Object.entries(computation.scores));
  for (const scale of definition.bandScales) all.set(scale.as, computedBand(scale, all.get(scale.of)));
  const entries = definition.scores.map(({ id }) => [id, computedScore(instrument, all, id)] as const);
  return ok({
    instrument: definition.id,
    version: definition.version,
    scores: Object.fromEntries(entries.map(([id, { value }]) => [id, value])),
    reasons: Object.fromEntries(
      entries.flatMap(([id, one]) => (one.value === null ? [[id, one.reason]] : [])),
    ),
    missing: computation.missing,
    prorated: computation.prorated,
    rules: [`Missing items: ${definition.missingRule.statement}`, ...computation.rules],
    notes: [...proratingNotes(computation), ...computation.notes],
  });
}

function proratingNotes({ prorated, missing }: Computation): readonly string[] {
  return prorated ? [`Prorated: ${notAnswered(missing)}`] : [];
}

function computedScore(instrument: Instrument, all: ReadonlyMap<string, Computed>, id: string): Computed {
  const one = all.get(id);
  if (!one) throw new Error(`The scoring of ${instrument.definition.id} gives no "${id}".`);
  return one;
}

function computedBand(scale: BandScale, of: Computed | undefined): Computed {
  const band = typeof of?.value === "number" ? bandOf(scale, of.value) : undefined;
  return band ? computed(band.code) : notComputed(`${scale.of} was not computed`);
}
