import type { InputIssue } from "#kernel";
import { type ReferenceStrategy, referenceStrategies } from "../missing/reference-based.ts";

/**
 * What is to be estimated, in the five attributes of ICH E9(R1) A.3.1: treatments, population, variable, intercurrent events with their
 * strategies, and the summary measure.
 */
export type Estimand = {
  readonly name: string;
  readonly treatments: { readonly investigated: string; readonly reference: string };
  readonly population: string;
  readonly variable: { readonly name: string; readonly visit: string };
  readonly intercurrentEvents: readonly IntercurrentEventRule[];
  readonly summary: "difference-in-means" | "risk-difference" | "risk-ratio" | "odds-ratio";
  /** How values that are missing without an intercurrent event are imputed; at random where it is not given. */
  readonly missing?: ReferenceStrategy;
};

/** How one kind of intercurrent event is dealt with: ICH E9(R1) A.3.2. */
export type IntercurrentEventRule = {
  /** The kind of event: `discontinued`, `started-antidepressant`, `unblinded`. */
  readonly event: string;
} & (
  | {
      /** The outcome counts whether or not the event occurred; what is missing after it follows `imputation`. */
      readonly strategy: "treatment-policy";
      readonly imputation?: ReferenceStrategy;
    }
  | {
      /** What would have been without the event: values from it on are set aside and imputed. */
      readonly strategy: "hypothetical";
      readonly imputation?: ReferenceStrategy;
    }
  | {
      /** The event is itself part of the outcome: values from it on become `value`, in the variable's unit. */
      readonly strategy: "composite";
      readonly value: number;
    }
  /** The outcome up to the event: the last value before it stands for all later ones. */
  | { readonly strategy: "while-on-treatment" }
  /** Only those in whom the event would not occur: participants with it leave the analysis, which randomization no longer protects. */
  | { readonly strategy: "principal-stratum" }
);

export type IntercurrentStrategy = IntercurrentEventRule["strategy"];

/** What is wrong with an estimand: names and events that are missing or named twice, values that are no numbers. */
export function estimandIssues({
  name,
  treatments,
  intercurrentEvents,
  missing,
  variable,
}: Estimand): readonly InputIssue[] {
  const named: readonly (readonly [string, string])[] = [
    ["name", name],
    ["treatments.investigated", treatments.investigated],
    ["treatments.reference", treatments.reference],
    ["variable.visit", variable.visit],
  ];
  return [
    ...named.flatMap(([path, text]) =>
      text.trim() === "" ? [{ path, message: "expected a name, got an empty text" }] : [],
    ),
    ...sameArms(treatments),
    ...imputationIssues("missing", missing),
    ...intercurrentEvents.flatMap((rule, index) => ruleIssues(rule, index, intercurrentEvents)),
  ];
}

function sameArms({ investigated, reference }: Estimand["treatments"]): readonly InputIssue[] {
  if (investigated !== reference) return [];
  return [{ path: "treatments.reference", message: `expected another arm than ${investigated}` }];
}

function ruleIssues(
  rule: IntercurrentEventRule,
  index: number,
  all: readonly IntercurrentEventRule[],
): readonly InputIssue[] {
  const path = `intercurrentEvents.${index}`;
  const twice = all.findIndex(({ event }) => event === rule.event) < index;
  return [
    ...(twice
      ? [
          {
            path: `${path}.event`,
            message: `${rule.event} has a strategy already: expected one for each event`,
          },
        ]
      : []),
    ...(rule.strategy === "composite" && !Number.isFinite(rule.value)
      ? [{ path: `${path}.value`, message: `expected a finite number, got ${rule.value}` }]
      : []),
    ...("imputation" in rule ? imputationIssues(`${path}.imputation`, rule.imputation) : []),
  ];
}

function imputationIssues(path: string, strategy: ReferenceStrategy | undefined): readonly InputIssue[] {
  if (strategy === undefined || referenceStrategies.includes(strategy)) return [];
  return [{ path, message: `expected one of ${referenceStrategies.join(", ")}, got ${String(strategy)}` }];
}
