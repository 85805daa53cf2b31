import { failed, type InputIssue, type InvalidInput, invalidInput, ok, type Result } from "#kernel";

/** What two raters made of the same thing. */
export type RatingPair<Category> = readonly [first: Category, second: Category];

/** How often the first rater chose a category (row) and the second one another (column); both follow `categories`. */
export function countPairs<Category extends string | number>(
  pairs: readonly RatingPair<Category>[],
  categories: readonly Category[],
): Result<readonly (readonly number[])[], InvalidInput> {
  const issues = pairs.flatMap((pair, index) =>
    pair.flatMap((category, rater): readonly InputIssue[] =>
      categories.includes(category)
        ? []
        : [
            {
              path: `pairs.${index}.${rater}`,
              message: `expected one of ${categories.join(", ")}, got ${category}`,
            },
          ],
    ),
  );
  if (issues.length > 0) return failed(invalidInput(...issues));
  const count = (row: Category, column: Category): number =>
    pairs.filter(([first, second]) => first === row && second === column).length;
  return ok(categories.map((row) => categories.map((column) => count(row, column))));
}
