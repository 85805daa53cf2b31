import { useAnswer } from "../../../api/use-answer.ts";
import { useStudy } from "../../../study/study-context.tsx";

/** The code list by which a design may name the reasons for which people do not qualify. */
const reasonList = "pre-screening-fail-reason";

type Named = { readonly id?: string; readonly codes?: readonly { readonly label: string }[] };
type Criterion = {
  readonly identifier: string;
  readonly name?: string;
  readonly label?: string;
  readonly text: string;
};

/**
 * Words used before, so that what is counted is named alike: sources of this study, and reasons for failing, which are the
 * design's where it lists them, else its criteria.
 */
export function useContactSuggestions(isFailed: boolean): {
  readonly sources: string[];
  readonly reasons: string[];
} {
  const { studyId, overview, may } = useStudy();
  const version = overview.study.designVersion ?? "";
  const funnel = useAnswer(
    "GET /api/studies/:studyId/funnel",
    { params: { studyId } },
    { enabled: may("see-funnel") },
  );
  const design = useAnswer(
    "GET /api/studies/:studyId/designs/:version",
    { params: { studyId, version } },
    { enabled: isFailed && version !== "" && may("see-design") },
  );
  const used = Object.keys(funnel.data?.all.notScreened.failReasons ?? {});
  const named = design.data ? reasonsOf(design.data.design) : [];
  return {
    sources: Object.keys(funnel.data?.all.sources ?? {}).sort(),
    reasons: [...new Set([...named, ...used])],
  };
}

function reasonsOf(design: Readonly<Record<string, unknown>>): readonly string[] {
  const lists = (design["codeLists"] ?? []) as readonly Named[];
  const listed = lists.find(({ id }) => id === reasonList)?.codes;
  if (listed) return listed.map(({ label }) => label);
  const criteria = (design["eligibilityCriteria"] ?? []) as readonly Criterion[];
  return criteria.map(
    ({ identifier, name, label, text }) => `${identifier} ${shortened(label ?? name ?? text)}`,
  );
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}
