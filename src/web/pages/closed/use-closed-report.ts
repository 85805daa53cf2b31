import { useState } from "react";
import { type Answer, call, download, type Problem } from "../../api/call.ts";
import { problemOf } from "../../api/use-command.ts";
import { useStudy } from "../../study/study-context.tsx";
import { saveFile } from "../ledger/save-file.ts";

export type OpenedReport = Answer<"POST /api/studies/:studyId/closed-reports">;
export type ReportTable = OpenedReport["tables"][number];
export type ReportKind = OpenedReport["report"];

export type ClosedReportState = {
  readonly opened: OpenedReport | undefined;
  readonly problem: Problem | undefined;
  readonly isBusy: boolean;
  readonly open: () => Promise<void>;
  readonly save: (as: "csv" | "json") => Promise<void>;
};

/** Opens a report when the person asks for it, never by itself: each opening is recorded. */
export function useClosedReport(report: ReportKind): ClosedReportState {
  const { studyId } = useStudy();
  const [opened, setOpened] = useState<OpenedReport>();
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const ask = (as: "screen" | "json") =>
    call("POST /api/studies/:studyId/closed-reports", { params: { studyId }, body: { report, as } });
  const trying = async (act: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      await act();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  return {
    opened,
    problem,
    isBusy,
    open: () => trying(async () => setOpened(await ask("screen"))),
    save: (as) =>
      trying(async () => {
        if (as === "json") {
          const answer = await ask("json");
          const text = JSON.stringify(answer, null, 2);
          const name = nameOf(report, answer.cutOff.checkpoint, as);
          return saveFile(new Blob([text], { type: "application/json" }), name);
        }
        const body = { report, as };
        const file = await download("POST /api/studies/:studyId/closed-reports", {
          params: { studyId },
          body,
        });
        saveFile(file, nameOf(report, opened?.cutOff.checkpoint, as));
      }),
  };
}

/** It tells the report and the checkpoint, and nothing of what is in it. */
function nameOf(report: ReportKind, checkpoint: number | undefined, ending: string): string {
  return `closed-${report}${checkpoint === undefined ? "" : `-checkpoint-${checkpoint}`}.${ending}`;
}
