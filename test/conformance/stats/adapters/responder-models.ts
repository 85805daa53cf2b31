import {
  type Coefficient,
  type CovarianceKind,
  type DataTable,
  type GeneralizedLinearModelOptions,
  gComputation,
  generalizedLinearModel,
  type LinkName,
  linearModel,
  tableFromText,
} from "#stats";
import { toRows } from "../../../../src/stats/linear/matrix.ts";
import type { Adapter, Answer, GoldenCase } from "../adapter.ts";
import { textOf, value } from "./design-spec.ts";
import { fnOf, levelOf, limitsOf } from "./responder-spec.ts";

/** The rows that the R call keeps, and the levels that it orders. */
function tableOf({ data, quoted = [], call }: GoldenCase): {
  readonly table: DataTable;
  readonly levels: Readonly<Record<string, readonly string[]>>;
} {
  const rows = Array.from({ length: data.values().next().value?.length ?? 0 }, (_, row) => row);
  const equal = [...call.matchAll(/\$(\w+) == "([^"]*)"/g)];
  const kept = rows.filter((row) => equal.every(([, name = "", wanted]) => data.get(name)?.[row] === wanted));
  const columns = [...data].map(([name, cells]) => [name, kept.map((row) => cells[row] ?? "NA")] as const);
  const ordered = [...call.matchAll(/\$(\w+) <- factor\(\w+\$\w+, (?:levels = )?c\(([^)]*)\)/g)];
  const levels = ordered.map(([, name = "", list = ""]) => [
    name,
    list.split(",").map((level) => level.trim().replaceAll('"', "")),
  ]);
  return { table: tableFromText(columns, quoted), levels: Object.fromEntries(levels) };
}

/** The formula of the R call, which is exact, or that of `spec`. */
function formulaOf({ spec, call }: GoldenCase): string {
  const called = /\b(?:lm|glm)\(\s*(?:formula = )?([^,()]*~(?:[^,()]|\([^()]*\))*),/.exec(call)?.[1];
  return called ?? (textOf(spec, "formula") ?? "").replace(/ on data .*$/, "");
}

function covarianceOf(golden: GoldenCase, otherwise: CovarianceKind): CovarianceKind {
  const told = textOf(golden.spec, "vcov") ?? /\bHC[0-4]\b/.exec(fnOf(golden))?.[0];
  return (told as CovarianceKind | undefined) ?? otherwise;
}

function coefficientFigures(coefficients: readonly Coefficient[]): Readonly<Record<string, unknown>> {
  const all = <Key extends keyof Coefficient>(key: Key) => coefficients.map((one) => one[key]);
  const found = coefficients.filter(({ estimate }) => estimate !== null);
  const of = <Key extends keyof Coefficient>(key: Key) => found.map((one) => one[key]);
  return {
    names: of("name"),
    beta: of("estimate"),
    coef: all("estimate"),
    se: of("standardError"),
    se_hc0: of("standardError"),
    t: of("statistic"),
    z: of("statistic"),
    p: of("pValue"),
    ci: found.map(limitsOf),
  };
}

function linear(golden: GoldenCase): Answer {
  const { table, levels } = tableOf(golden);
  const fittedWith = (covariance: CovarianceKind) =>
    value(linearModel(formulaOf(golden), table, { levels, covariance, level: levelOf(golden) }));
  const model = fittedWith(covarianceOf(golden, "model"));
  return {
    figures: {
      ...coefficientFigures(model.coefficients),
      ...robustErrors((kind) => fittedWith(kind).coefficients),
      df: model.degreesOfFreedom,
      sigma: model.sigma,
      r2: model.rSquared,
      F: model.overall?.statistic ?? null,
      logLik: model.logLikelihood,
      vcov: toRows(model.covariance),
    },
  };
}

function robustErrors(
  fitted: (kind: CovarianceKind) => readonly Coefficient[],
): Readonly<Record<string, unknown>> {
  const kinds = ["HC0", "HC1", "HC2", "HC3", "HC4"] as const;
  return Object.fromEntries(
    kinds.map((kind) => [`se_${kind.toLowerCase()}`, fitted(kind).map(({ standardError }) => standardError)]),
  );
}

const links: Readonly<Record<string, LinkName>> = {
  logit: "logit",
  log: "log",
  identity: "identity",
  probit: "probit",
  cloglog: "complementary-log-log",
};

function familyOf(golden: GoldenCase): Pick<GeneralizedLinearModelOptions, "family" | "link"> {
  const told = `${fnOf(golden)} ${textOf(golden.spec, "family") ?? ""} ${golden.call}`;
  const family = /poisson/i.test(told) ? "poisson" : /gaussian/i.test(told) ? "gaussian" : "binomial";
  const named =
    textOf(golden.spec, "link") ?? /(?:binomial|poisson|gaussian)\((?:link = )?"?(\w+)/.exec(told)?.[1];
  const link = named === undefined ? undefined : links[named];
  return link === undefined ? { family } : { family, link };
}

function generalized(golden: GoldenCase): Answer {
  const { table, levels } = tableOf(golden);
  const fittedWith = (covariance: CovarianceKind) =>
    value(
      generalizedLinearModel(formulaOf(golden), table, {
        ...familyOf(golden),
        levels,
        covariance,
        level: levelOf(golden),
      }),
    );
  const model = fittedWith(covarianceOf(golden, "model"));
  return {
    figures: {
      ...coefficientFigures(model.coefficients),
      ...robustErrors((kind) => fittedWith(kind).coefficients),
      deviance: model.deviance,
      null_deviance: model.nullDeviance,
      df: model.degreesOfFreedom,
      logLik: model.logLikelihood,
      aic: model.logLikelihood === null ? null : 2 * model.kept.length - 2 * model.logLikelihood,
      vcov: toRows(model.covariance),
    },
  };
}

function standardized(golden: GoldenCase): Answer {
  const { table, levels } = tableOf(golden);
  const arm = textOf(golden.spec, "arm") ?? /\[, "(\w+)"\]/.exec(golden.call)?.[1] ?? "arm";
  const found = value(
    gComputation(formulaOf(golden), table, {
      ...familyOf(golden),
      levels,
      arm,
      variance: /influence|robust|Ye/i.test(fnOf(golden)) ? "influence" : "delta",
      level: levelOf(golden),
    }),
  );
  const [p0, p1] = found.means;
  const [contrast] = found.contrasts;
  return {
    figures: {
      p1: p1?.estimate,
      p0: p0?.estimate,
      se_p1: p1?.standardError,
      se_p0: p0?.standardError,
      rd: contrast?.difference.estimate,
      se: contrast?.difference.standardError,
      se_rd: contrast?.difference.standardError,
      rr: contrast?.ratio.estimate,
      se_log_rr: contrast?.ratio.standardError,
      or: contrast?.oddsRatio.estimate,
      se_log_or: contrast?.oddsRatio.standardError,
    },
  };
}

function forFn(name: string, pattern: RegExp, answer: (golden: GoldenCase) => Answer): Adapter {
  return { name, takes: ({ spec }) => pattern.test(textOf(spec, "fn") ?? ""), answer };
}

export const adapters: readonly Adapter[] = [
  forFn("linear model", /^(lm|ANCOVA)\b/i, linear),
  forFn("generalized linear model", /^(glm|logistic|log-binomial|Poisson|modified Poisson)/i, generalized),
  forFn("g-computation", /^g-computation/i, standardized),
];
