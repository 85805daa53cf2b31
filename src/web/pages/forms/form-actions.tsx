import { Button, List, Menu, Text } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { goTo, problemsOf, questionAt } from "../../form/problem-summary.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { formsOf } from "./closed-form.tsx";
import { type FormAddress, formPath, type ParticipantPage, partsOfKey } from "./form-data.ts";
import { KeysDialog } from "./keys-dialog.tsx";
import { NotDoneDialog } from "./not-done-dialog.tsx";
import type { FormSheet } from "./use-form-sheet.ts";
import { VerifyAll } from "./verify-all.tsx";

type FormActionsProps = {
  readonly sheet: FormSheet;
  readonly address: FormAddress;
  readonly participant: ParticipantPage;
};

/** What can be done with the form as a whole: one thing first, the rest in a menu. */
export function FormActions({ sheet, address, participant }: FormActionsProps): ReactNode {
  const { forms } = useMessages();
  const { may } = useStudy();
  const [dialog, setDialog] = useState<"not-done" | "keys">();
  const { view } = sheet;
  const canMarkNotDone =
    may("mark-form-not-done") && view.status !== "submitted" && view.status !== "not-done";
  return (
    <>
      <Neighbors address={address} participant={participant} />
      <VerifyAll sheet={sheet} address={address} />
      <Menu position="bottom-end" withinPortal={false} withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <Button variant="default">{forms.more}</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => window.print()}>{forms.print}</Menu.Item>
          <Menu.Item onClick={() => setDialog("keys")}>{forms.keys}</Menu.Item>
          {canMarkNotDone ? (
            <Menu.Item onClick={() => setDialog("not-done")}>{forms.markNotDone}</Menu.Item>
          ) : null}
        </Menu.Dropdown>
      </Menu>
      <FirstAction sheet={sheet} address={address} participant={participant} />
      <NotDoneDialog opened={dialog === "not-done"} onClose={() => setDialog(undefined)} address={address} />
      <KeysDialog opened={dialog === "keys"} onClose={() => setDialog(undefined)} />
    </>
  );
}

/** The forms before and after this one at the same visit. */
function Neighbors({ address, participant }: Omit<FormActionsProps, "sheet">): ReactNode {
  const { forms } = useMessages();
  const { visitId } = partsOfKey(address.formKey);
  const inPlace = formsOf(participant).filter((form) => partsOfKey(form.formKey).visitId === visitId);
  const at = inPlace.findIndex(({ formKey }) => formKey === address.formKey);
  const link = (form: (typeof inPlace)[number] | undefined, label: string, arrow: string): ReactNode =>
    form ? (
      <Button
        component={Link}
        to={formPath(address, form.formKey)}
        variant="subtle"
        px="xs"
        aria-label={`${label}: ${form.label}`}
        title={form.label}
      >
        {arrow}
      </Button>
    ) : null;
  return (
    <>
      {link(inPlace[at - 1], forms.previousForm, "←")}
      {link(inPlace[at + 1], forms.nextForm, "→")}
    </>
  );
}

function FirstAction({ sheet, address, participant }: FormActionsProps): ReactNode {
  const { forms } = useMessages();
  const { view, open, isCorrecting } = sheet;
  if (view.status === "submitted") {
    return <AfterSubmission sheet={sheet} address={address} participant={participant} />;
  }
  if (open.isReadOnly || isCorrecting) return null;
  return <Submit sheet={sheet} address={address} label={forms.submit} />;
}

function AfterSubmission({ sheet, address, participant }: FormActionsProps): ReactNode {
  const { forms } = useMessages();
  const { may } = useStudy();
  const { form, isCorrecting, setCorrecting, mayFill } = sheet;
  const log = participant.logs.find(({ formId }) => formId === form.form.id);
  const { visitId, repeat } = partsOfKey(address.formKey);
  const next = log?.nextFormKey ?? `${visitId}/${form.form.id}/${Number(repeat) + 1}`;
  const canAdd = mayFill === "yes" && form.form.repeating;
  const canCorrect = mayFill === "yes" && may("correct-items");
  return (
    <>
      {canAdd ? (
        <Button component={Link} to={formPath(address, next)} variant="default">
          {forms.addEntry}
        </Button>
      ) : null}
      {canCorrect && !isCorrecting ? (
        <Button onClick={() => setCorrecting(true)}>{forms.correct}</Button>
      ) : null}
      {isCorrecting && !sheet.kept.keeper.isAhead() ? (
        <Button variant="default" onClick={() => setCorrecting(false)}>
          {forms.stopCorrecting}
        </Button>
      ) : null}
    </>
  );
}

type SubmitProps = { readonly sheet: FormSheet; readonly address: FormAddress; readonly label: string };

/** Hands the form in: errors are led to, doubts are told of first. */
function Submit({ sheet, address, label }: SubmitProps): ReactNode {
  const { forms } = useMessages();
  const { model, kept, showMissing } = sheet;
  const [isAsking, setAsking] = useState(false);
  const navigate = useNavigate();
  const submit = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/submit-form", {
    studyId: address.studyId,
    subjectId: address.participantId,
  });
  const doubts = problemsOf(model, "query", true);
  const send = async (): Promise<void> => {
    // What waits goes along, so that nothing is left behind on this device.
    const isAllSaved = await kept.keeper.flush();
    if (!isAllSaved) {
      setAsking(true);
      return;
    }
    const isDone = await submit.send({
      basedOn: kept.keeper.state().draft.version,
      data: { formKey: address.formKey, entries: [] },
    });
    setAsking(!isDone);
    if (isDone) await navigate({ to: ".", replace: true });
  };
  const begin = (): void => {
    showMissing();
    const conflict = Object.keys(kept.state.draft.conflicts)[0];
    const first = conflict ?? problemsOf(model, "error", true)[0]?.path;
    if (first !== undefined) goTo(first);
    else if (doubts.length > 0) setAsking(true);
    else void send();
  };
  useAltKey("KeyS", begin);
  useAltKey("KeyP", () => {
    showMissing();
    const next = problemsOf(model, "error", true)[0] ?? doubts[0];
    if (next) goTo(next.path);
  });
  return (
    <>
      <Button onClick={begin} loading={submit.isSending} data-form-action>
        {label}
      </Button>
      <ActionDialog
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={forms.submit}
        lead={forms.submitLead(doubts.length)}
        action={forms.submit}
        isSending={submit.isSending}
        problem={submit.problem ?? unsaved(kept, forms.unreached)}
        onSubmit={send}
      >
        <List size="sm">
          {doubts.map(({ path, code, message }) => (
            <List.Item key={`${path} ${code}`}>
              <Text size="sm" component="span" fw={600}>
                {questionAt(model, path)?.label ?? forms.formItself}
              </Text>{" "}
              {message}
            </List.Item>
          ))}
        </List>
      </ActionDialog>
    </>
  );
}

/** Why the form cannot be handed in yet: the server has not got all of it. */
function unsaved({ state }: FormSheet["kept"], detail: string) {
  if (state.problem) return state.problem;
  if (state.standing !== "unreached") return undefined;
  return { title: "", status: 0, detail, code: "offline" };
}

/** Alt and a letter, anywhere on the page. */
export function useAltKey(code: string, run: () => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!event.altKey || event.code !== code) return;
      event.preventDefault();
      run();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
