import { matrixOf } from "../../../../src/stats/linear/matrix.ts";
import { omnibusTest } from "../../../../src/stats/synthesis/coefficient-tests.ts";
import { compareModels, testContrasts } from "../../../../src/stats/synthesis/linear-contrasts.ts";
import {
  type LocationScaleAnalysis,
  locationScaleAnalysis,
} from "../../../../src/stats/synthesis/location-scale.ts";
import { permutationTest } from "../../../../src/stats/synthesis/permutation-test.ts";
import { predictEffects } from "../../../../src/stats/synthesis/prediction.ts";
import type { Adapter, GoldenCase } from "../adapter.ts";
import { analysisOf, levelOf, optionsOf, sound, studiesOf } from "./synthesis-data.ts";

/** Cases of metafor's predict(), anova(), permutest() and of location-scale models. */
export const adapters: readonly Adapter[] = [
  {
    name: "predicted means",
    takes: ({ spec, group }) => spec["fn"] === "predict" && /meta|rma/.test(group),
    answer: (golden) => ({ figures: predictionFigures(golden) }),
  },
  {
    name: "likelihood-ratio and Wald tests of moderators",
    takes: ({ spec, oracle }) => spec["fn"] === "anova" && oracle.package === "metafor",
    answer: (golden) => ({
      figures: golden.spec["full"] === undefined ? waldFigures(golden) : ratioFigures(golden),
    }),
  },
  {
    name: "permutation test",
    takes: ({ spec }) => spec["fn"] === "permutest",
    answer: (golden) => ({ figures: permutationFigures(golden) }),
  },
  {
    name: "location-scale model",
    takes: ({ spec }) => spec["fn"] === "rma" && spec["scale"] !== undefined,
    answer: (golden) => ({ figures: locationScaleFigures(golden) }),
  },
];

function predictionFigures(golden: GoldenCase): Readonly<Record<string, unknown>> {
  const analysis = analysisOf(golden, formulaOf(golden));
  const { newmods } = golden.spec;
  // New moderators come without the intercept; those of a single one may be a plain list.
  const width = analysis.model.p - 1;
  const rows =
    newmods === undefined
      ? undefined
      : [newmods]
          .flat()
          .map((row) => [1, ...[row].flat().map(Number)])
          .filter((row) => row.length === width + 1);
  const found = sound(predictEffects(analysis, rows && matrixOf(rows), { level: levelOf(golden) }));
  return {
    pred: found.map(({ estimate }) => estimate),
    se: found.map(({ standardError }) => standardError),
    "ci.lb": found.map(({ interval }) => interval?.lower ?? null),
    "ci.ub": found.map(({ interval }) => interval?.upper ?? null),
    "pi.lb": found.map(({ predictionInterval }) => predictionInterval?.lower ?? null),
    "pi.ub": found.map(({ predictionInterval }) => predictionInterval?.upper ?? null),
  };
}

/** The moderators' formula, from the call where the case does not say it. */
function formulaOf({ spec, call }: GoldenCase): unknown {
  return spec["mods"] ?? /mods *= *(~[^,]+?) *, *(?:data|method|test|control)/.exec(call)?.[1];
}

function waldFigures(golden: GoldenCase): Readonly<Record<string, unknown>> {
  const { btt, ...rest } = golden.spec;
  const analysis = analysisOf({ ...golden, spec: rest }, formulaOf(golden));
  const contrasts = rest["L"] ?? rest["X"];
  const places = [btt].flat().map((place) => Number(place) - 1);
  const estimates = Float64Array.from(analysis.coefficients, ({ estimate }) => estimate);
  const test =
    contrasts === undefined
      ? omnibusTest(estimates, analysis.covariance, places, analysis.degreesOfFreedom)
      : sound(testContrasts(analysis, matrixOf(contrasts as number[][]))).together;
  return { QM: test?.statistic ?? null, QMp: test?.pValue ?? null };
}

function ratioFigures(golden: GoldenCase): Readonly<Record<string, unknown>> {
  const [full, reduced] = [golden.spec["full"], golden.spec["reduced"]].map((formula) =>
    analysisOf(golden, formula === "~ 1" ? undefined : formula),
  );
  if (full === undefined || reduced === undefined) return {};
  const { statistic, pValue } = sound(compareModels(full, reduced));
  return { LRT: statistic, pval: pValue };
}

function permutationFigures(golden: GoldenCase): Readonly<Record<string, unknown>> {
  const chosen = inSubset(golden);
  const { estimates, variances, design } = studiesOf(chosen, formulaOf(golden));
  const moderators = design === undefined ? {} : { moderators: design.matrix };
  const test = sound(permutationTest({ estimates, variances }, { ...optionsOf(golden), ...moderators }));
  return { pval: test.pValues, QMp: test.omnibusPValue };
}

/** The rows of a subset such as `1:7`. */
function inSubset(golden: GoldenCase): GoldenCase {
  const range = /^(\d+):(\d+)$/.exec(String(golden.spec["subset"] ?? ""));
  if (range === null) return golden;
  const [from, to] = [Number(range[1]) - 1, Number(range[2])];
  return { ...golden, data: new Map([...golden.data].map(([name, cells]) => [name, cells.slice(from, to)])) };
}

function locationScaleFigures(golden: GoldenCase): Readonly<Record<string, unknown>> {
  const { estimates, variances, design } = studiesOf(golden);
  const scale = studiesOf(golden, golden.spec["scale"]).design;
  if (scale === undefined) return {};
  const found: LocationScaleAnalysis = sound(
    locationScaleAnalysis(
      { estimates, variances },
      {
        scale: scale.matrix,
        likelihood: golden.spec["method"] === "ML" ? "ML" : "REML",
        test: golden.spec["test"] === "t" ? "t" : "z",
        ...(design === undefined ? {} : { moderators: design.matrix }),
      },
    ),
  );
  return {
    beta: found.location.map(({ estimate }) => estimate),
    se: found.location.map(({ standardError }) => standardError),
    alpha: found.scale.map(({ estimate }) => estimate),
    se_alpha: found.scale.map(({ standardError }) => standardError),
    ll: found.logLikelihood,
  };
}
