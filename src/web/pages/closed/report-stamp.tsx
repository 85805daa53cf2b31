import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatMoment } from "../../components/moment.tsx";
import { useMessages } from "../../messages/messages.tsx";
import "./closed.css";
import type { OpenedReport } from "./use-closed-report.ts";

/** Under what a report stands: that it is closed, and up to where its data go. */
export function ReportStamp({ report }: { readonly report: OpenedReport }): ReactNode {
  const { closed: texts } = useMessages();
  const { checkpoint, takenAt, root, movedSince } = report.cutOff;
  return (
    <div className="vigil-closed-stamp">
      <Text fw={700} size="sm">
        {texts.watermark}
      </Text>
      <Text size="sm">
        {texts.cutOff(checkpoint, formatMoment(takenAt))} {texts.version(report.designVersion)}.
      </Text>
      {movedSince > 0 ? <Text size="sm">{texts.moved(movedSince)}</Text> : null}
      <Text size="xs" c="dimmed" className="vigil-closed-root">
        {texts.root(root)}
      </Text>
    </div>
  );
}
