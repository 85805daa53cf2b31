import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Page } from "../../components/page.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { NotFoundPage } from "../not-found-page.tsx";
import { ReportActions } from "./blinding-held-page.tsx";
import { ReportStamp } from "./report-stamp.tsx";
import { ReportTableSection } from "./report-table.tsx";
import { type ReportKind, useClosedReport } from "./use-closed-report.ts";

const reports = ["disposition", "adverse-events", "outcomes"] as const;

/** Reports by arm for the data monitoring committee's independent statistician. Nobody else has this page. */
export function ClosedReportsPage(): ReactNode {
  const { closed: texts } = useMessages();
  const { may } = useStudy();
  if (!may("see-closed-reports")) return <NotFoundPage />;
  return (
    <Page title={texts.title} lead={texts.lead}>
      {reports.map((report) => (
        <ClosedReport key={report} report={report} />
      ))}
    </Page>
  );
}

function ClosedReport({ report }: { readonly report: ReportKind }): ReactNode {
  const { closed: texts } = useMessages();
  const state = useClosedReport(report);
  return (
    <Section
      title={texts.reports[report]}
      lead={texts.reportLeads[report]}
      actions={<ReportActions state={state} />}
    >
      <ProblemNote problem={state.problem} />
      {state.opened ? (
        <Stack gap="lg">
          <ReportStamp report={state.opened} />
          {state.opened.tables.length === 0 ? <Text c="dimmed">{texts.noRows}</Text> : null}
          {state.opened.tables.map((table) => (
            <ReportTableSection key={table.id} table={table} />
          ))}
        </Stack>
      ) : (
        <Text c="dimmed" size="sm">
          {texts.notOpen}
        </Text>
      )}
    </Section>
  );
}
