import type { Draft } from "../../form/draft/draft.ts";
import type { ItemMarks } from "../../form/form-context.tsx";
import type { FormView } from "./form-data.ts";

/** What is known of an item beside its value: queries, the comparison with the source, an unrecorded correction. */
export function marksIn({ items, queries, status }: FormView, draft: Draft, path: string): ItemMarks {
  const item = items.find((one) => one.path === path);
  const own = queries.filter(({ itemPath }) => itemPath === path);
  const countOf = (state: (typeof own)[number]["state"]): number =>
    own.filter((query) => query.state === state).length;
  const isCorrected = status === "submitted" && path in draft.pending;
  return {
    openQueries: countOf("open"),
    answeredQueries: countOf("answered"),
    verification: item?.verification ? { ...item.verification, stands: item.verified } : undefined,
    recorded: isCorrected ? { value: draft.known[path]?.value ?? null } : undefined,
  };
}
