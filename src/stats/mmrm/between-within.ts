import { at } from "../linear/matrix.ts";
import type { MmrmWorking } from "./fit-mmrm.ts";

/**
 * Degrees of freedom by coefficient: participants less columns that are constant within each of them, the intercept among these, for such
 * columns; observations less participants less the other columns for the others and for the intercept. Of a contrast, the least of those it
 * touches.
 *
 * Schluchter and Elashoff (1990), Small-sample adjustments to tests with unbalanced repeated measures assuming several covariance structures,
 * J. Stat. Comput. Simul. 37:69.
 */
export function betweenWithinDegrees({ design, base, clusters }: MmrmWorking): Float64Array {
  const { matrix, names } = design;
  const kept = new Set(base.kept);
  const isBetween = names.map((_, column) =>
    clusters.every(({ rows }) =>
      rows.every(
        (row) =>
          at(matrix.values, row * matrix.columns + column) ===
          at(matrix.values, at(rows, 0) * matrix.columns + column),
      ),
    ),
  );
  const count = (clusters_: readonly { readonly times?: number }[], of: (index: number) => number): number =>
    clusters_.reduce((sum, { times = 1 }, index) => sum + times * of(index), 0);
  const participants = count(clusters, () => 1);
  const observations = count(clusters, (index) => clusters[index]?.rows.length ?? 0);
  const between = [...kept].filter((column) => isBetween[column]).length;
  const within = kept.size - between;
  return Float64Array.from(names, (name, column) =>
    isBetween[column] && name !== "(Intercept)"
      ? participants - between
      : observations - participants - within,
  );
}
