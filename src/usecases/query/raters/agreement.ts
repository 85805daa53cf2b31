import { type CompiledDesign, type CompiledForm, type FormItem, numberOf } from "#design";
import type { Result } from "#kernel";
import { countPairs, type Estimate, intraclassCorrelation, weightedKappa } from "#stats";
import { type RatingState, visibilityOf } from "#trial";
import { loadFacts } from "../../command/facts.ts";
import { type Asking, namesOfUsers, viewerAt } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import { learnedByRating } from "./learned.ts";
import { type RatedParticipant, ratedParticipants, ratingsByHandle } from "./rated-participants.ts";
import { visitOfRating } from "./rater-pool.ts";

/** Two ratings of one interview: the one that was held, and that of its recording. */
export type RatedPair = {
  readonly number: string | null;
  readonly visit: string;
  readonly raters: readonly [first: string, second: string];
  /** Null where the viewer is blinded to scores: the difference alone is told. */
  readonly totals: readonly [first: number, second: number] | null;
  readonly difference: number;
  readonly isToDiscuss: boolean;
};

export type ItemAgreement = { readonly item: string; readonly label: string; readonly kappa: Estimate };

/** A rating by somebody who, then or before, had learned something of the participant that is kept from raters. */
export type FlaggedRating = {
  readonly number: string | null;
  readonly visit: string;
  readonly form: string;
  readonly rater: string;
  readonly learned: readonly string[];
  readonly learnedAt: string;
};

/** How far raters agree who rate the same interview, and which ratings were not blind. */
export type RaterAgreement = {
  /** Null where the protocol plans no second ratings. */
  readonly form: string | null;
  readonly score: string;
  /** From which difference on a pair is discussed. */
  readonly discussFrom: number;
  readonly total: Estimate;
  readonly items: readonly ItemAgreement[];
  readonly pairs: readonly RatedPair[];
  readonly flagged: readonly FlaggedRating[];
};

type Twice = {
  readonly participant: RatedParticipant;
  readonly handle: string;
  readonly ratings: readonly [first: RatingState, second: RatingState];
};

export async function seeRaterAgreement(ports: QueryPorts, asking: Asking): Promise<RaterAgreement> {
  const { facts } = await loadFacts(ports, { study: asking.study, sites: "all" }, "study", asking.study, {});
  const { design } = facts;
  const nameOf = await namesOfUsers(ports);
  const rated = await ratedParticipants(ports, asking.study);
  const rules = design?.design.independentRating?.secondRating;
  const form = rules && design.forms.get(rules.formId);
  const flagged = design ? await flaggedRatings(ports, asking, rated, design, nameOf) : [];
  if (!rules || !form)
    return { form: null, score: "", discussFrom: 0, total: correlationOf([]), items: [], pairs: [], flagged };
  const { score } = rules;
  const twice = await ratedTwice(ports, asking, rated, rules.formId);
  const discussFrom = numberOf(design.parameters, rules.discussFrom) ?? 0;
  const seesScores = visibilityOf(design, viewerAt(asking, null), rules.formId).form === "content";
  const pairs = twice.flatMap((one) => pairOf(one, design, { score, discussFrom, seesScores, nameOf }));
  return {
    form: form.form.label,
    score: form.scores.get(score)?.label ?? form.items.get(score)?.label ?? score,
    discussFrom,
    total: correlationOf(twice.map(({ ratings }) => ratings.map((one) => totalOf(one, score)))),
    items: itemsOf(form, twice),
    pairs: pairs.sort((a, b) => b.difference - a.difference),
    flagged,
  };
}

function correlationOf(totals: readonly (readonly (number | null)[])[]): Estimate {
  return estimated(intraclassCorrelation(totals, "ICC(2,1)"));
}

async function ratedTwice(
  ports: QueryPorts,
  { study }: Asking,
  rated: readonly RatedParticipant[],
  formId: string,
): Promise<readonly Twice[]> {
  const seconds = rated.flatMap((participant) =>
    Object.values(participant.state.secondRatings)
      .filter((second) => second.status === "received" && second.formId === formId)
      .map(({ handle, ofRating }) => ({ participant, handle: ofRating, second: handle })),
  );
  const known = await ratingsByHandle(
    ports,
    study,
    seconds.flatMap(({ handle, second }) => [handle, second]),
  );
  return seconds.flatMap(({ participant, handle, second }) => {
    const [one, other] = [known.get(handle), known.get(second)];
    return one && other ? [{ participant, handle, ratings: [one, other] as const }] : [];
  });
}

function totalOf({ derived }: RatingState, score: string): number | null {
  const value = derived[`score:${score}`] ?? derived[score];
  return typeof value === "number" ? value : null;
}

type PairAround = {
  readonly score: string;
  readonly discussFrom: number;
  readonly seesScores: boolean;
  readonly nameOf: (user: string) => string;
};

function pairOf(
  { participant, handle, ratings }: Twice,
  design: CompiledDesign,
  { score, discussFrom, seesScores, nameOf }: PairAround,
): readonly RatedPair[] {
  const { row, state } = participant;
  const request = state.ratings[handle];
  const [first, second] = [totalOf(ratings[0], score), totalOf(ratings[1], score)];
  if (!request || first === null || second === null) return [];
  const difference = Math.abs(first - second);
  return [
    {
      number: row.number,
      visit: visitOfRating(state, request, design),
      raters: [nameOf(ratings[0].rater ?? ""), nameOf(ratings[1].rater ?? "")],
      totals: seesScores ? [first, second] : null,
      difference,
      isToDiscuss: difference >= discussFrom,
    },
  ];
}

const mostCategories = 20;

/** Items with a few ordered values: quadratic weights make two steps apart four times as grave as one. */
function itemsOf(form: CompiledForm, twice: readonly Twice[]): readonly ItemAgreement[] {
  return [...form.items.values()].flatMap((item) => {
    const categories = categoriesOf(item);
    const pairs = twice.flatMap(({ ratings }) => {
      const [first, second] = ratings.map(({ items }) => plain(items[item.id]?.value));
      const isKnown = first !== undefined && second !== undefined;
      return isKnown && categories.includes(first) && categories.includes(second)
        ? [[first, second] as const]
        : [];
    });
    if (categories.length < 2 || pairs.length === 0) return [];
    const table = countPairs(pairs, categories);
    if (!table.ok) return [];
    const kappa = estimated(weightedKappa(table.value, { weights: "quadratic" }));
    return [{ item: item.id, label: item.label, kappa }];
  });
}

function categoriesOf({ type, codes, limits, repeating }: FormItem): readonly string[] {
  if (repeating) return [];
  if (type === "code" && codes) return [...codes.keys()];
  const { minimum, maximum } = limits;
  if (type !== "integer" || minimum === undefined || maximum === undefined) return [];
  if (maximum - minimum >= mostCategories) return [];
  return Array.from({ length: maximum - minimum + 1 }, (_, step) => String(minimum + step));
}

function plain(value: unknown): string | undefined {
  return typeof value === "number" || typeof value === "string" ? String(value) : undefined;
}

function estimated<Found extends Estimate>(found: Result<Found, unknown>): Found {
  if (!found.ok) throw new Error(`The ratings do not fit the method: ${JSON.stringify(found.error)}`);
  return found.value;
}

/** Ratings by somebody who, by then, had learned something of the participant that is kept from raters. */
async function flaggedRatings(
  ports: QueryPorts,
  { study }: Asking,
  rated: readonly RatedParticipant[],
  design: CompiledDesign,
  nameOf: (user: string) => string,
): Promise<readonly FlaggedRating[]> {
  const flagged: FlaggedRating[] = [];
  for (const { row, state } of rated) {
    for (const [handle, learned] of await learnedByRating(ports, study, state)) {
      const request = state.ratings[handle];
      if (!request || request.status === "canceled") continue;
      flagged.push({
        number: row.number,
        visit: visitOfRating(state, request, design),
        form: design.forms.get(request.formId)?.form.label ?? request.formId,
        rater: nameOf(request.rater),
        learned: [...new Set(learned.flatMap(({ facts }) => facts))],
        learnedAt: learned.map(({ learnedAt }) => learnedAt as string).sort()[0] ?? "",
      });
    }
  }
  return flagged;
}
