import { invert } from "../linear/lu.ts";
import { at, multiply, transpose } from "../linear/matrix.ts";
import type { CovarianceJet } from "./covariance.ts";
import { choleskyParameters, covarianceAt } from "./covariance.ts";
import type { MmrmWorking } from "./fit-mmrm.ts";
import { addWeighted, groupOf } from "./likelihood.ts";
import { squareProduct } from "./likelihood-derivatives.ts";
import { addProduct, addRow, packedIndex, packedLength, unpack } from "./packed.ts";
import type { Pattern } from "./patterns.ts";

/**
 * The working covariance of the coefficients, larger by what the estimated V adds: Φ + 2Φ {Σ Wₕⱼ (Qₕⱼ − Pₕ Φ Pⱼ − ¼ Rₕⱼ)} Φ.
 *
 * `linear` takes V as linear in its parameters, where R vanishes: for an unstructured covariance this is the adjustment of its entries
 * themselves, whatever the parameters of the fit, and for others the first-order one. `full` keeps the second derivatives R in the parameters of
 * the structure (log standard deviations with Cholesky's factors or transformed correlations), on which it then depends.
 *
 * Kenward and Roger (1997), Small sample inference for fixed effects from restricted maximum likelihood, Biometrics 53:983. Kenward and Roger
 * (2009), An improved approximation to the precision of fixed effects from restricted maximum likelihood, Comput. Stat. Data Anal. 53:2583.
 */
export function kenwardRogerCovariance(working: MmrmWorking, order: "linear" | "full"): Float64Array {
  const { problem, optimum } = working;
  const size = problem.columns;
  const { point, derivatives, parameterCovariance } = optimum;
  const packed = new Float64Array(packedLength(size + 1));
  const bends = order === "full" ? bendsOf(working) : undefined;
  problem.patterns.forEach((pattern, index) => {
    const weight = point.weights[index] as Float64Array;
    const middle = crossed(working, pattern, weight);
    if (bends !== undefined) addRow(middle, 0, -0.25, bends(pattern), 0, middle.length);
    const side = pattern.places.length;
    addWeighted(
      packed,
      squareProduct(squareProduct(weight, middle, side), weight, side),
      side,
      pattern.moments,
    );
  });
  const inner = new Float64Array((size + 1) ** 2);
  unpack(packed, size + 1, inner);
  const sum = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1)
    sum.set(inner.subarray(row * (size + 1), row * (size + 1) + size), row * size);
  subtractBetween(sum, derivatives.informationSlopes, point.covariance, parameterCovariance);
  const added = squareProduct(squareProduct(point.covariance, sum, size), point.covariance, size);
  return point.covariance.map(
    (value, index) => value + at(added, index) + at(added, transposed(index, size)),
  );
}

function transposed(index: number, size: number): number {
  return (index % size) * size + Math.floor(index / size);
}

/** sum −= Σ Wₕⱼ Pₕ Φ Pⱼ */
function subtractBetween(
  sum: Float64Array,
  slopes: readonly Float64Array[],
  covariance: Float64Array,
  uncertainty: Float64Array,
): void {
  const size = Math.sqrt(sum.length);
  slopes.forEach((slope, h) => {
    const mixed = new Float64Array(sum.length);
    slopes.forEach((other, j) => {
      addRow(mixed, 0, -at(uncertainty, h * slopes.length + j), other, 0, sum.length);
    });
    addProduct(sum, squareProduct(slope, covariance, size), mixed, {
      rows: size,
      inner: size,
      columns: size,
    });
  });
}

/** Σ Wₕⱼ V̇ₕ V⁻¹ V̇ⱼ over the places of a pattern, row after row. */
function crossed(
  { problem, optimum }: MmrmWorking,
  { group, places }: Pattern,
  weight: Float64Array,
): Float64Array {
  const { family } = problem;
  const side = places.length;
  const cells = packedLength(side);
  const all = family.parameters * family.groups;
  const entries = family.entries?.(places);
  const first =
    entries === undefined
      ? family.at(groupOf(family, optimum.point.theta, group), places, 1).first
      : unitCells(cells);
  const parameters = entries ?? Int32Array.from({ length: family.parameters }, (_, k) => k);
  const start = group * family.parameters;
  const result = new Float64Array(side * side);
  const [mixed, one, other] = [
    new Float64Array(cells),
    new Float64Array(side * side),
    new Float64Array(side * side),
  ];
  parameters.forEach((h, row) => {
    mixed.fill(0);
    parameters.forEach((j, column) => {
      addRow(
        mixed,
        0,
        at(optimum.parameterCovariance, (start + h) * all + start + j),
        first,
        column * cells,
        cells,
      );
    });
    unpack(mixed, side, other);
    unpack(first.subarray(row * cells, (row + 1) * cells), side, one);
    addProduct(result, squareProduct(one, weight, side), other, { rows: side, inner: side, columns: side });
  });
  return result;
}

function unitCells(cells: number): Float64Array {
  const result = new Float64Array(cells * cells);
  for (let cell = 0; cell < cells; cell += 1) result[cell * cells + cell] = 1;
  return result;
}

/** Σ Wₕⱼ V̈ₕⱼ over the places of a pattern, in the parameters of the structure. */
function bendsOf(working: MmrmWorking): (pattern: Pattern) => Float64Array {
  const { problem, structure } = working;
  const { family } = problem;
  const own = Array.from({ length: family.groups }, (_, group) => structureUncertainty(working, group));
  return ({ group, places }) => {
    const side = places.length;
    const cells = packedLength(side);
    const { theta, uncertainty } = own[group] as StructureUncertainty;
    const { second }: CovarianceJet = covarianceAt(structure, theta, places, 2);
    const sum = new Float64Array(cells);
    const count = theta.length;
    for (let h = 0; h < count; h += 1)
      for (let j = 0; j < count; j += 1)
        addRow(sum, 0, at(uncertainty, h * count + j), second, packedIndex(h, j) * cells, cells);
    const square = new Float64Array(side * side);
    unpack(sum, side, square);
    return square;
  };
}

type StructureUncertainty = { readonly theta: Float64Array; readonly uncertainty: Float64Array };

/** A group's parameters in the terms of its structure, and their covariance: for an unstructured one J⁻¹ W J⁻ᵀ of that of its entries. */
function structureUncertainty(
  { problem, optimum, structure, places }: MmrmWorking,
  group: number,
): StructureUncertainty {
  const { family } = problem;
  const count = family.parameters;
  const theta = groupOf(family, optimum.point.theta, group);
  const all = count * family.groups;
  const block = new Float64Array(count * count);
  for (let row = 0; row < count; row += 1) {
    const from = (group * count + row) * all + group * count;
    block.set(optimum.parameterCovariance.subarray(from, from + count), row * count);
  }
  const own = family.entries === undefined ? theta : choleskyParameters(theta, places);
  if (family.entries === undefined || own === undefined) return { theta, uncertainty: block };
  const everywhere = Array.from({ length: places }, (_, place) => place);
  const { first } = covarianceAt(structure, own, everywhere, 1);
  const inverse = invert({ rows: count, columns: count, values: first });
  if (inverse === undefined) return { theta: own, uncertainty: new Float64Array(count * count) };
  const turned = multiply(
    multiply(transpose(inverse), { rows: count, columns: count, values: block }),
    inverse,
  );
  return { theta: own, uncertainty: turned.values };
}
