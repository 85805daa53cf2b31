import { Button, NativeSelect, Stack, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { Page } from "../../components/page.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { NotFoundPage } from "../not-found-page.tsx";
import { IndicesFigure } from "./indices-figure.tsx";
import { rowsOf } from "./report-cells.ts";
import { ReportStamp } from "./report-stamp.tsx";
import { ReportTableSection } from "./report-table.tsx";
import {
  type ClosedReportState,
  type OpenedReport,
  type ReportTable,
  useClosedReport,
} from "./use-closed-report.ts";

/** How well the blind held, by arm: a figure, the same in a table, and what was expected of the treatment. */
export function BlindingHeldPage(): ReactNode {
  const { may } = useStudy();
  return may("see-closed-reports") ? <BlindingHeld /> : <NotFoundPage />;
}

function BlindingHeld(): ReactNode {
  const { closed: texts } = useMessages();
  const state = useClosedReport("blinding");
  return (
    <Page title={texts.blindingTitle} lead={texts.blindingLead} actions={<ReportActions state={state} />}>
      <ProblemNote problem={state.problem} />
      {state.opened ? <Opened report={state.opened} /> : <Text c="dimmed">{texts.notOpen}</Text>}
    </Page>
  );
}

/** Opening and saving. The first is what the page is for. */
export function ReportActions({ state }: { readonly state: ClosedReportState }): ReactNode {
  const { closed: texts } = useMessages();
  return (
    <>
      <Button variant="default" disabled={state.isBusy} onClick={() => void state.save("csv")}>
        {texts.csv}
      </Button>
      <Button variant="default" disabled={state.isBusy} onClick={() => void state.save("json")}>
        {texts.json}
      </Button>
      <Button loading={state.isBusy} onClick={() => void state.open()}>
        {state.opened ? texts.openAgain : texts.open}
      </Button>
    </>
  );
}

function Opened({ report }: { readonly report: OpenedReport }): ReactNode {
  const { closed: texts } = useMessages();
  const occasions = occasionsIn(report);
  const [chosen, setOccasion] = useState<string>();
  const occasion = chosen ?? fullestOf(report, occasions);
  const table = (id: string): ReportTable | undefined => report.tables.find((one) => one.id === id);
  const isShown = ({ id }: ReportTable): boolean => !["guesses", "james", "missing"].includes(id);
  return (
    <Stack gap="xl">
      <ReportStamp report={report} />
      {occasion === undefined ? (
        <Text c="dimmed">{texts.noGuesses}</Text>
      ) : (
        <>
          <NativeSelect
            className="vigil-no-print"
            label={texts.occasion}
            data={[...occasions]}
            value={occasion}
            onChange={(event) => setOccasion(event.currentTarget.value)}
            maw={360}
          />
          <Section title={`${texts.figure}: ${occasion}`}>
            <IndicesFigure
              occasion={occasion}
              guesses={rowsAt(table("guesses"), occasion)}
              james={rowsAt(table("james"), occasion)}
            />
          </Section>
          {["guesses", "james", "missing"].map((id) => {
            const own = table(id);
            return own ? <ReportTableSection key={id} table={tableAt(own, occasion)} /> : null;
          })}
        </>
      )}
      {report.tables.filter(isShown).map((one) => (
        <ReportTableSection key={one.id} table={one} />
      ))}
      <Text size="xs" c="dimmed" maw="85ch">
        {texts.caution}
      </Text>
    </Stack>
  );
}

function occasionsIn({ tables }: OpenedReport): readonly string[] {
  const guesses = tables.find(({ id }) => id === "guesses");
  return guesses ? [...new Set(rowsOf(guesses).map(({ cells }) => String(cells["occasion"])))] : [];
}

/** The occasion with the most answers, the later of two. */
function fullestOf({ tables }: OpenedReport, occasions: readonly string[]): string | undefined {
  const answers = (occasion: string): number =>
    rowsAt(
      tables.find(({ id }) => id === "guesses"),
      occasion,
    ).reduce((sum, { cells }) => sum + Number(cells["n"]), 0);
  return occasions.toSorted((a, b) => answers(a) - answers(b)).at(-1);
}

function rowsAt(table: ReportTable | undefined, occasion: string) {
  return table ? rowsOf(table).filter(({ cells }) => cells["occasion"] === occasion) : [];
}

/** The rows of one occasion, which the heading names. */
function tableAt(table: ReportTable, occasion: string): ReportTable {
  const at = table.columns.indexOf("occasion");
  const without = <Value,>(list: readonly Value[]): Value[] => list.filter((_one, index) => index !== at);
  const rows = table.rows.filter((cells) => cells[at] === occasion).map(without);
  return { ...table, columns: without(table.columns), rows };
}
