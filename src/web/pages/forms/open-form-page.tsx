import { Alert, Box, Stack } from "@mantine/core";
import type { ReactNode } from "react";
import { Page } from "../../components/page.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { FormBody } from "../../form/form-body.tsx";
import { FormProvider } from "../../form/form-context.tsx";
import { ProblemSummary } from "../../form/problem-summary.tsx";
import { ScoresPanel } from "../../form/scores-panel.tsx";
import { SectionIndex } from "../../form/section-index.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { CorrectionsBar } from "./corrections-bar.tsx";
import { FormActions } from "./form-actions.tsx";
import { FormBar } from "./form-bar.tsx";
import type { FormAddress, FormView, ParticipantPage } from "./form-data.ts";
import { FormDefinition } from "./form-definition.tsx";
import { FormPrint } from "./form-print.tsx";
import { FormStanding } from "./form-standing.tsx";
import { ItemHistory } from "./item-history.tsx";
import { QueriesDrawer } from "./queries-drawer.tsx";
import { QueryList } from "./query-list.tsx";
import { SelfReportNote } from "./self-report-note.tsx";
import { SignaturesPanel } from "./signatures-panel.tsx";
import { type FormSheet, useFormSheet } from "./use-form-sheet.ts";
import { useNamedPart } from "./use-named-part.ts";

export type OpenFormPageProps = {
  readonly address: FormAddress;
  readonly view: FormView;
  readonly participant: ParticipantPage;
  readonly design: object;
  readonly lookAgain: () => void;
};

/** A form whose answers this person may see. */
export function OpenFormPage(props: OpenFormPageProps): ReactNode {
  const sheet = useFormSheet(props);
  useNamedPart(sheet);
  const { address, view, participant } = props;
  const { model, open } = sheet;
  const { forms } = useMessages();
  return (
    <Page
      title={view.label}
      lead={<FormStanding address={address} view={view} participant={participant} />}
      actions={<FormActions sheet={sheet} address={address} participant={participant} />}
    >
      <FormProvider form={open}>
        <div className="vigil-screen-only">
          <FormBar sheet={sheet} />
          <div className="vigil-form-page">
            <Stack gap="md" pt="md">
              <Notes sheet={sheet} address={address} />
              <FormDefinition view={view} isOpen={!open.isReadOnly} />
              <div className="vigil-narrow-only">
                <QueryList sheet={sheet} />
              </div>
              <FormBody model={model} label={view.label} />
              <div className="vigil-narrow-only">
                <ScoresPanel model={model} />
              </div>
              <CorrectionsBar sheet={sheet} address={address} />
              <SignaturesPanel sheet={sheet} address={address} />
            </Stack>
            <Box component="aside" className="vigil-aside" tabIndex={0} aria-label={forms.overview}>
              <SectionIndex model={model} />
              <QueryList sheet={sheet} />
              <ScoresPanel model={model} />
            </Box>
          </div>
        </div>
        <FormPrint sheet={sheet} participant={participant} />
        <ItemHistory sheet={sheet} address={address} />
        <QueriesDrawer sheet={sheet} address={address} />
      </FormProvider>
    </Page>
  );
}

/** What stands in the way, what is unusual, and whose form it is. */
function Notes({ sheet, address }: { readonly sheet: FormSheet; readonly address: FormAddress }): ReactNode {
  const { forms } = useMessages();
  const { view, model, showsMissing, mayFill, kept } = sheet;
  const isFilling = !sheet.open.isReadOnly;
  return (
    <>
      <ProblemNote problem={kept.state.problem} />
      {view.hiddenItems.length > 0 ? (
        <Alert variant="light" color="gray">
          {forms.kept}
        </Alert>
      ) : null}
      {mayFill === "visit-not-begun" && view.status !== "submitted" ? (
        <Alert variant="light" color="gray" title={forms.visitNotBegun}>
          {forms.visitNotBegunLead}
        </Alert>
      ) : null}
      {view.status === "not-done" && view.notDoneWhy !== null ? (
        <Alert variant="light" color="gray">
          {forms.notDoneBecause(view.notDoneWhy)}
        </Alert>
      ) : null}
      <SelfReportNote sheet={sheet} address={address} />
      {isFilling && showsMissing ? (
        <>
          <ProblemSummary model={model} severity="error" showsMissing={showsMissing} />
          <ProblemSummary model={model} severity="query" showsMissing={showsMissing} />
        </>
      ) : null}
    </>
  );
}
