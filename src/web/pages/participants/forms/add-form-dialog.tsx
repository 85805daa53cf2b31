import { Select } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useAnswer } from "../../../api/use-answer.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { formPath } from "../../forms/form-data.ts";
import { useParticipant, type Visit } from "../participant-context.tsx";

type Form = {
  readonly id: string;
  readonly label: string;
  readonly log: boolean;
  readonly completedBy: string;
};

/** Any form of the protocol for a visit that it did not plan. */
export function AddFormDialog({
  visit,
  opened,
  onClose,
  onHandOver,
}: {
  readonly visit: Visit;
  readonly opened: boolean;
  readonly onClose: () => void;
  /** The participant answers it: the device is handed over for it. */
  readonly onHandOver: (form: { readonly formKey: string; readonly label: string }) => void;
}): ReactNode {
  const { forms: texts } = useMessages().participants;
  const { studyId } = useStudy();
  const { participantId, designVersion } = useParticipant();
  const navigate = useNavigate();
  const [formId, setFormId] = useState<string | null>(null);
  const design = useAnswer(
    "GET /api/studies/:studyId/designs/:version",
    { params: { studyId, version: designVersion } },
    { enabled: opened },
  );
  const all = (design.data?.design["forms"] ?? []) as readonly Form[];
  const known = new Set(visit.forms.map((form) => form.formId));
  const offered = all.filter(
    ({ id, log, completedBy }) => !log && completedBy !== "independent-rater" && !known.has(id),
  );
  const open = (): void => {
    const form = offered.find(({ id }) => id === formId);
    if (!form) return;
    onClose();
    const formKey = `${visit.visitId}/${form.id}/1`;
    if (form.completedBy === "participant") onHandOver({ formKey, label: form.label });
    else void navigate({ to: formPath({ studyId, participantId }, formKey) });
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.addFormTitle}
      lead={texts.addFormLead}
      action={texts.addForm}
      isSending={false}
      isReady={formId !== null}
      problem={design.error?.problem}
      onSubmit={open}
    >
      <Select
        label={texts.whichForm}
        data={offered.map(({ id, label }) => ({ value: id, label }))}
        value={formId}
        onChange={setFormId}
        searchable
        data-autofocus
      />
    </ActionDialog>
  );
}
