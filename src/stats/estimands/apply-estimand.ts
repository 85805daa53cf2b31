import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import type { ReferenceStrategy } from "../missing/reference-based.ts";
import { type Estimand, estimandIssues, type IntercurrentEventRule } from "./estimand.ts";

/** What was observed of one participant, visit by visit. */
export type ObservedCourse = {
  readonly id: string;
  readonly arm: string;
  /** By visit, in their order; null where it is missing. */
  readonly outcomes: readonly (number | null)[];
  readonly intercurrentEvents: readonly IntercurrentEvent[];
};

export type IntercurrentEvent = {
  readonly event: string;
  /** The first visit, by index from 0, that lies after the event; the number of visits where none does. */
  readonly firstVisitAfter: number;
};

/** What an estimand makes of a participant's data: the values to analyze and how the missing ones are to be imputed. */
export type EstimandCourse = {
  readonly id: string;
  readonly arm: string;
  readonly outcomes: readonly (number | null)[];
  readonly strategy: ReferenceStrategy;
  /** The first visit that the strategy speaks of; missing values before it are missing at random. */
  readonly firstAffected: number;
  /** What was done to the data, in words, for the listing that goes with the analysis. */
  readonly changes: readonly string[];
};

export type EstimandData = {
  readonly analyzed: readonly EstimandCourse[];
  readonly excluded: readonly { readonly id: string; readonly why: string }[];
  /** What has to be true for the estimate to be one of the estimand, beyond randomization. */
  readonly assumptions: readonly string[];
};

/**
 * Maps intercurrent events to data as an estimand's strategies say: ICH E9(R1) A.3.2 and A.5.
 *
 * Of several events the earliest visit decides, and of events before the same visit the order in the estimand. Refuses estimands that are
 * not sound, events that have no strategy, arms that the estimand does not name and courses of different length.
 */
export function applyEstimand(
  estimand: Estimand,
  courses: readonly ObservedCourse[],
): Result<EstimandData, InvalidInput> {
  const issues = [
    ...estimandIssues(estimand),
    ...courses.flatMap((course, index) => courseIssues(estimand, course, index, courses)),
  ];
  if (issues.length > 0) return failed(invalidInput(...issues));
  const mapped = courses.map((course) => mapCourse(estimand, course));
  return ok({
    analyzed: mapped.flatMap((result) => ("why" in result ? [] : [result])),
    excluded: mapped.flatMap((result) => ("why" in result ? [result] : [])),
    assumptions: assumptionsOf(estimand),
  });
}

function mapCourse(
  estimand: Estimand,
  course: ObservedCourse,
): EstimandCourse | { readonly id: string; readonly why: string } {
  const visits = course.outcomes.length;
  const ruled = rulesInOrder(estimand, course);
  const outside = ruled.find(({ rule }) => rule.strategy === "principal-stratum");
  if (outside !== undefined)
    return { id: course.id, why: `${outside.rule.event} occurred: outside of the principal stratum` };
  const plain = {
    strategy: estimand.missing ?? "missing-at-random",
    firstAffected: firstMissingForGood(course.outcomes),
  } as const;
  const start: EstimandCourse = {
    id: course.id,
    arm: course.arm,
    outcomes: course.outcomes,
    ...plain,
    changes: [],
  };
  const [first] = ruled;
  if (first === undefined || first.from >= visits) return start;
  return applyRule(start, first.rule, first.from);
}

type RuledEvent = { readonly rule: IntercurrentEventRule; readonly from: number };

function rulesInOrder({ intercurrentEvents }: Estimand, course: ObservedCourse): readonly RuledEvent[] {
  return course.intercurrentEvents
    .flatMap(({ event, firstVisitAfter }) =>
      intercurrentEvents
        .filter((rule) => rule.event === event)
        .map((rule) => ({ rule, from: firstVisitAfter })),
    )
    .sort(
      (a, b) => a.from - b.from || intercurrentEvents.indexOf(a.rule) - intercurrentEvents.indexOf(b.rule),
    );
}

function applyRule(course: EstimandCourse, rule: IntercurrentEventRule, from: number): EstimandCourse {
  switch (rule.strategy) {
    case "treatment-policy":
      return { ...course, strategy: rule.imputation ?? course.strategy, firstAffected: from };
    case "hypothetical":
      return {
        ...course,
        strategy: rule.imputation ?? "missing-at-random",
        firstAffected: from,
        ...replaced(course.outcomes, from, () => null, `set aside after ${rule.event}`),
      };
    case "composite":
      return {
        ...course,
        ...replaced(course.outcomes, from, () => rule.value, `counted as ${rule.value} after ${rule.event}`),
      };
    case "while-on-treatment": {
      const last = course.outcomes.slice(0, from).findLast((value) => value !== null) ?? null;
      return {
        ...course,
        ...replaced(course.outcomes, from, () => last, `the last value before ${rule.event} stands`),
      };
    }
    case "principal-stratum":
      return course;
  }
}

function replaced(
  outcomes: readonly (number | null)[],
  from: number,
  value: () => number | null,
  why: string,
): Pick<EstimandCourse, "outcomes" | "changes"> {
  const changed = outcomes.map((outcome, visit) => (visit < from ? outcome : value()));
  const changes = changed.flatMap((outcome, visit) =>
    outcome === outcomes[visit]
      ? []
      : [`visit ${visit + 1}: ${outcomes[visit] ?? "missing"} → ${outcome ?? "missing"} (${why})`],
  );
  return { outcomes: changed, changes };
}

/** The visit from which on nothing was observed. */
function firstMissingForGood(outcomes: readonly (number | null)[]): number {
  return outcomes.findLastIndex((value) => value !== null) + 1;
}

function assumptionsOf({ intercurrentEvents, missing = "missing-at-random" }: Estimand): readonly string[] {
  const stated = intercurrentEvents.map((rule) => `${rule.event}: ${assumptionOf(rule)}`);
  return [`values missing without an intercurrent event: ${inWords(missing)}`, ...stated];
}

function assumptionOf(rule: IntercurrentEventRule): string {
  switch (rule.strategy) {
    case "treatment-policy":
      return `used as observed; what is missing after it: ${inWords(rule.imputation ?? "missing-at-random")}`;
    case "hypothetical":
      return `had it not occurred: ${inWords(rule.imputation ?? "missing-at-random")}`;
    case "composite":
      return `counts as ${rule.value}`;
    case "while-on-treatment":
      return "the outcome while on treatment is what matters, however long that was";
    case "principal-stratum":
      return "those in whom it was not seen are taken for those in whom it would occur in neither arm; randomization does not protect this";
  }
}

function inWords(strategy: ReferenceStrategy): string {
  return strategy.replaceAll("-", " ");
}

function courseIssues(
  { intercurrentEvents, treatments }: Estimand,
  course: ObservedCourse,
  index: number,
  all: readonly ObservedCourse[],
): readonly InputIssue[] {
  const path = `courses.${index}`;
  const visits = all[0]?.outcomes.length ?? 0;
  const arms = [treatments.investigated, treatments.reference];
  return [
    ...(arms.includes(course.arm)
      ? []
      : [{ path: `${path}.arm`, message: `expected ${arms.join(" or ")}, got ${course.arm}` }]),
    ...(course.outcomes.length === visits
      ? []
      : [
          {
            path: `${path}.outcomes`,
            message: `expected ${visits} visits as in the first course, got ${course.outcomes.length}`,
          },
        ]),
    ...course.outcomes.flatMap((value, visit) =>
      value === null || Number.isFinite(value)
        ? []
        : [{ path: `${path}.outcomes.${visit}`, message: `expected a finite number or null, got ${value}` }],
    ),
    ...course.intercurrentEvents.flatMap(({ event, firstVisitAfter }, at) => [
      ...(intercurrentEvents.some((rule) => rule.event === event)
        ? []
        : [
            {
              path: `${path}.intercurrentEvents.${at}.event`,
              message: `the estimand has no strategy for ${event}`,
            },
          ]),
      ...(Number.isInteger(firstVisitAfter) && firstVisitAfter >= 0 && firstVisitAfter <= visits
        ? []
        : [
            {
              path: `${path}.intercurrentEvents.${at}.firstVisitAfter`,
              message: `expected a visit of 0 to ${visits}, got ${firstVisitAfter}`,
            },
          ]),
    ]),
  ];
}
