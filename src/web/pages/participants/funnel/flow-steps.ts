import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import type { Flow } from "../funnel-page.tsx";

export type Reason = { readonly text: string; readonly count: number };

/** People who went no further, or not yet, at a step. */
export type Branch = {
  readonly key: string;
  readonly title: string;
  readonly count: number;
  readonly reasons: readonly Reason[];
};

/** A step of the flow: how many reached it, and where those went who did not reach the next. */
export type FlowStep = {
  readonly key: string;
  readonly title: string;
  readonly count: number;
  readonly note: string;
  readonly branches: readonly Branch[];
};

/** The flow in words, in its order; what nobody did is left out of its branches. */
export function useFlowSteps(flow: Flow): readonly FlowStep[] {
  const { funnel: texts } = useMessages().participants;
  const { overview } = useStudy();
  const endWord = useWord("endReason");
  const outcomeWord = useWord("contactOutcome");
  const planned = overview.plannedEnrollment;
  const { notScreened, inPreScreening, screenFailed, endedEarly } = flow;
  const declined = notScreened.declined > 0 ? [{ text: texts.declined, count: notScreened.declined }] : [];
  const steps: readonly FlowStep[] = [
    {
      key: "contacted",
      title: texts.contacted,
      count: flow.contacted,
      note: "",
      branches: [
        branch("not-screened", texts.notScreened, notScreened.total, [
          ...reasonsOf(notScreened.failReasons),
          ...declined,
        ]),
        branch(
          "open",
          texts.stillTalking,
          inPreScreening.total,
          reasonsOf(inPreScreening.outcomes, outcomeWord),
        ),
      ],
    },
    {
      key: "consented",
      title: texts.consented,
      count: flow.consented,
      note: "",
      branches: [
        branch("screen-failed", texts.screenFailed, screenFailed.total, reasonsOf(screenFailed.criteria)),
        branch("in-screening", texts.inScreening, flow.inScreening, []),
      ],
    },
    {
      key: "enrolled",
      title: texts.enrolled,
      count: flow.enrolled,
      note: planned === null ? "" : texts.planned(planned),
      branches: [
        branch("ended-early", texts.endedEarly, endedEarly.total, reasonsOf(endedEarly.reasons, endWord)),
        branch("in-study", texts.inStudy, flow.inStudy, []),
      ],
    },
    { key: "completed", title: texts.completed, count: flow.completed, note: "", branches: [] },
  ];
  return steps.map((step) => ({ ...step, branches: step.branches.filter(({ count }) => count > 0) }));
}

function branch(key: string, title: string, count: number, reasons: readonly Reason[]): Branch {
  return { key, title, count, reasons };
}

/** The commonest first. */
function reasonsOf(
  counts: Readonly<Record<string, number>>,
  word: (code: string) => string = (text) => text,
): readonly Reason[] {
  return Object.entries(counts)
    .map(([code, count]) => ({ text: word(code), count }))
    .sort((a, b) => b.count - a.count || a.text.localeCompare(b.text));
}
