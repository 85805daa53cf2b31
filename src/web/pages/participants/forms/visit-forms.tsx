import { Button, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { HandOverDialog } from "../../forms/hand-over-dialog.tsx";
import { useParticipant, type Visit } from "../participant-context.tsx";
import { useDialog } from "../use-dialog.ts";
import { AddFormDialog } from "./add-form-dialog.tsx";
import "./form-line.css";
import { FormLine } from "./form-line.tsx";

/** The forms of a visit: how far each is, whose it is, and what can be done with it from here. */
export function VisitForms({ visit }: { readonly visit: Visit }): ReactNode {
  const { forms: texts } = useMessages().participants;
  const { may, studyId } = useStudy();
  const { participantId } = useParticipant();
  const dialog = useDialog();
  const handOver = useDialog<{ readonly formKey: string; readonly label: string }>();
  const hasBegun = visit.status === "in-progress" || visit.status === "completed";
  const mayAdd = visit.kind === "unscheduled" && hasBegun && may("draft-items");
  return (
    <Stack gap="xs">
      <Title order={3} size="sm">
        {texts.heading}
      </Title>
      {visit.forms.length === 0 ? (
        <Text size="sm" c="dimmed">
          {texts.none}
        </Text>
      ) : (
        <ul className="vigil-form-lines">
          {visit.forms.map((form) => (
            <FormLine key={form.formKey} form={form} visit={visit} />
          ))}
        </ul>
      )}
      {hasBegun || visit.forms.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          {texts.afterBeginning}
        </Text>
      )}
      {mayAdd ? (
        <Button variant="default" size="xs" onClick={() => dialog.open(true)} style={{ alignSelf: "start" }}>
          {texts.addForm}
        </Button>
      ) : null}
      {mayAdd ? (
        <AddFormDialog
          key={dialog.turn}
          visit={visit}
          opened={dialog.isOpen}
          onClose={dialog.close}
          onHandOver={handOver.open}
        />
      ) : null}
      {handOver.subject ? (
        <HandOverDialog
          opened={handOver.isOpen}
          onClose={handOver.close}
          address={{ studyId, participantId, formKey: handOver.subject.formKey }}
          label={handOver.subject.label}
        />
      ) : null}
    </Stack>
  );
}
