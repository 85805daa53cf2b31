import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { type Matrix, zeros } from "../linear/matrix.ts";
import { pooledSd } from "../network/contrasts-of-arms.ts";
import type { DoseStudy, MeanDose, RiskDose } from "./dose-study.ts";
import { doseVariance, greenlandLongneckerCounts } from "./greenland-longnecker.ts";
import { hamlingCounts } from "./hamling.ts";

/** How the log relative risks of a study, which share a referent, are taken to correlate. */
export type RiskCovariance = "greenland-longnecker" | "hamling" | "independent";

export type RiskDoseOptions = {
  readonly covariance?: RiskCovariance;
  /** `dosresmeta 2.2` gives cumulative incidences the covariance of incidence rates. */
  readonly convention?: DoseConvention;
};

/** What is published, or what dosresmeta 2.2 for R does. */
export type DoseConvention = "published" | "dosresmeta 2.2";

/**
 * Reads doses of studies of risk. In each study, one dose is the referent: its standard error is null and its log relative risk 0.
 *
 * Refuses studies without one referent or another dose, and counts that no relative risks of that size can come from.
 */
export function studiesOfRisks(
  doses: readonly RiskDose[],
  { covariance = "greenland-longnecker", convention = "published" }: RiskDoseOptions = {},
): Result<readonly DoseStudy[], InvalidInput> {
  const issues: InputIssue[] = doses.flatMap(riskIssues);
  const studies: DoseStudy[] = [];
  for (const [name, own] of grouped(doses)) {
    const referents = own.filter(({ standardError }) => standardError === null);
    const others = own.filter(({ standardError }) => standardError !== null);
    const [referent] = referents;
    if (referent === undefined || referents.length > 1 || others.length === 0) {
      issues.push({
        path: `studies.${name}`,
        message: `expected one referent and other doses, got ${referents.length} and ${others.length}`,
      });
      continue;
    }
    const matrix = riskCovariance([referent, ...others], covariance, convention);
    if (matrix === undefined)
      issues.push({
        path: `studies.${name}`,
        message: "expected counts that can have these relative risks, found none",
      });
    else
      studies.push(
        studyOf(
          name,
          referent.dose,
          others.map(({ dose }) => dose),
          others.map(({ logRelativeRisk }) => logRelativeRisk),
          matrix,
        ),
      );
  }
  if (doses.length === 0) issues.push(noDoses);
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok(studies);
}

const noDoses: InputIssue = { path: "doses", message: "expected at least two doses of a study, got none" };

function studyOf(
  name: string,
  referent: number,
  doses: readonly number[],
  effects: readonly number[],
  covariance: Matrix,
): DoseStudy {
  return { name, referent, doses, effects: Float64Array.from(effects), covariance };
}

function grouped<Dose extends { readonly study: string }>(
  doses: readonly Dose[],
): ReadonlyMap<string, readonly Dose[]> {
  const groups = new Map<string, Dose[]>();
  for (const dose of doses) {
    const group = groups.get(dose.study);
    if (group === undefined) groups.set(dose.study, [dose]);
    else group.push(dose);
  }
  return groups;
}

function riskIssues(dose: RiskDose, index: number): readonly InputIssue[] {
  const path = `doses.${index}`;
  const { cases, n, logRelativeRisk, standardError, design } = dose;
  const issues: InputIssue[] = [];
  const finite = [dose.dose, cases, n, logRelativeRisk].every(Number.isFinite);
  if (!finite) issues.push({ path, message: "expected finite numbers" });
  if (!(cases >= 0 && n > 0) || (design !== "incidence-rate" && cases > n))
    issues.push({ path: `${path}.cases`, message: `expected cases among n, got ${cases} of ${n}` });
  if (standardError !== null && !(standardError > 0 && Number.isFinite(standardError)))
    issues.push({
      path: `${path}.standardError`,
      message: `expected a positive number, got ${standardError}`,
    });
  if (standardError === null && logRelativeRisk !== 0)
    issues.push({
      path: `${path}.logRelativeRisk`,
      message: `expected 0 of a referent, got ${logRelativeRisk}`,
    });
  return issues;
}

/** The covariance of the log relative risks of all doses after the first, which is the referent. */
function riskCovariance(
  doses: readonly RiskDose[],
  method: RiskCovariance,
  convention: DoseConvention,
): Matrix | undefined {
  const errors = doses.slice(1).map(({ standardError }) => standardError ?? 0);
  const matrix = zeros(errors.length, errors.length);
  errors.forEach((error, i) => {
    matrix.values[i * errors.length + i] = error ** 2;
  });
  if (method === "independent") return matrix;
  const counts = method === "hamling" ? hamlingCounts(doses) : greenlandLongneckerCounts(doses);
  if (counts === undefined) return undefined;
  const ownDesign = doses[0]?.design ?? "case-control";
  const asRates = convention === "dosresmeta 2.2" && ownDesign === "cumulative-incidence";
  const design = asRates ? "incidence-rate" : ownDesign;
  const variances = counts.cases.map((cases, index) =>
    doseVariance(design, cases, counts.others[index] as number),
  );
  const [shared = 0, ...own] = variances;
  if (!variances.every((variance) => variance >= 0 && Number.isFinite(variance))) return undefined;
  errors.forEach((error, i) => {
    errors.forEach((other, j) => {
      if (i === j) return;
      // Greenland and Longnecker scale the correlation of the counts by the errors that were published.
      const scale = Math.sqrt((shared + (own[i] as number)) * (shared + (own[j] as number)));
      matrix.values[i * errors.length + j] = method === "hamling" ? shared : (shared / scale) * error * other;
    });
  });
  return matrix;
}

export type MeanDoseOptions = {
  readonly measure: "MD" | "SMD";
  /** The referent dose of each study: its smallest one where it is left out. It need not be zero. */
  readonly referent?: "smallest" | "largest";
  /**
   * Differences of means have the variances of the arms; `dosresmeta 2.2` takes the standard deviation pooled over the arms for their variances
   * and that of the referent for their covariances, which need not go together.
   */
  readonly convention?: DoseConvention;
};

/**
 * Reads doses of studies of a continuous outcome: differences of means from the referent dose, or these over the standard deviation pooled over
 * the doses of the study.
 *
 * Crippa and Orsini (2016), Dose-response meta-analysis of differences in means, BMC Med. Res. Methodol. 16:91.
 */
export function studiesOfMeans(
  doses: readonly MeanDose[],
  { measure, referent = "smallest", convention = "published" }: MeanDoseOptions,
): Result<readonly DoseStudy[], InvalidInput> {
  const issues: InputIssue[] = doses.flatMap(meanIssues);
  if (doses.length === 0) issues.push(noDoses);
  const studies = [...grouped(doses)].flatMap(([name, own]): readonly DoseStudy[] => {
    const sorted = [...own].sort((a, b) => (referent === "smallest" ? a.dose - b.dose : b.dose - a.dose));
    const [first, ...others] = sorted;
    if (first === undefined || others.length === 0) {
      issues.push({ path: `studies.${name}`, message: "expected two doses or more, got one" });
      return [];
    }
    return [
      measure === "MD"
        ? meanDifferences(name, first, others, convention)
        : standardizedDifferences(name, first, others),
    ];
  });
  return issues.length > 0 ? failed(invalidInput(...issues)) : ok(studies);
}

function meanIssues({ dose, mean, sd, n }: MeanDose, index: number): readonly InputIssue[] {
  const sound =
    Number.isFinite(dose) &&
    Number.isFinite(mean) &&
    sd > 0 &&
    Number.isFinite(sd) &&
    n > 1 &&
    Number.isFinite(n);
  if (sound) return [];
  return [
    {
      path: `doses.${index}`,
      message: `expected a dose, a mean, a positive sd and n over 1, got ${dose}, ${mean}, ${sd}, ${n}`,
    },
  ];
}

function meanDifferences(
  name: string,
  first: MeanDose,
  others: readonly MeanDose[],
  convention: DoseConvention,
): DoseStudy {
  const variance = ({ sd, n }: MeanDose): number => sd ** 2 / n;
  const pooled = pooledSd([first, ...others]) ** 2;
  const ofDifference = (other: MeanDose): number =>
    convention === "published" ? variance(first) + variance(other) : pooled * (1 / first.n + 1 / other.n);
  const covariance = filled(others.length, (i, j) =>
    i === j ? ofDifference(others[i] as MeanDose) : variance(first),
  );
  return studyOf(
    name,
    first.dose,
    others.map(({ dose }) => dose),
    others.map(({ mean }) => mean - first.mean),
    covariance,
  );
}

function standardizedDifferences(name: string, first: MeanDose, others: readonly MeanDose[]): DoseStudy {
  const all = [first, ...others];
  const total = all.reduce((sum, { n }) => sum + n, 0);
  const sd = pooledSd(all);
  const effects = others.map(({ mean }) => (mean - first.mean) / sd);
  const covariance = filled(others.length, (i, j) => {
    const own = i === j ? 1 / (others[i] as MeanDose).n : 0;
    return 1 / first.n + own + ((effects[i] as number) * (effects[j] as number)) / (2 * total);
  });
  return studyOf(
    name,
    first.dose,
    others.map(({ dose }) => dose),
    effects,
    covariance,
  );
}

function filled(size: number, value: (i: number, j: number) => number): Matrix {
  const matrix = zeros(size, size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1) matrix.values[i * size + j] = value(i, j);
  }
  return matrix;
}
