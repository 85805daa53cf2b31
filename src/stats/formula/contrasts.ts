/** How a factor of k levels becomes columns: `treatment` against its first level, `sum` to zero, `helmert` against those before it. */
export type Contrasts = "treatment" | "sum" | "helmert";

/** A factor's columns: their names' endings, and each level's values in them. */
export type Coding = {
  readonly suffixes: readonly string[];
  readonly value: (level: number, column: number) => number;
};

/** One column for each level. */
export function dummyCoding(levels: readonly string[]): Coding {
  return { suffixes: levels, value: (level, column) => (level === column ? 1 : 0) };
}

/** One column less than there are levels, named as R names them. */
export function contrastCoding(levels: readonly string[], contrasts: Contrasts): Coding {
  const numbered = levels.slice(1).map((_, index) => String(index + 1));
  const last = levels.length - 1;
  switch (contrasts) {
    case "treatment":
      return { suffixes: levels.slice(1), value: (level, column) => (level === column + 1 ? 1 : 0) };
    case "sum":
      return {
        suffixes: numbered,
        value: (level, column) => (level === last ? -1 : level === column ? 1 : 0),
      };
    case "helmert":
      return {
        suffixes: numbered,
        value: (level, column) => (level <= column ? -1 : level === column + 1 ? column + 1 : 0),
      };
  }
}
