import { Alert, Button, Group, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { FormAddress } from "./form-data.ts";
import { HandOverDialog } from "./hand-over-dialog.tsx";
import type { FormSheet } from "./use-form-sheet.ts";

/** A form that somebody else answers: who, and how it comes about. */
export function SelfReportNote({
  sheet,
  address,
}: {
  readonly sheet: FormSheet;
  readonly address: FormAddress;
}): ReactNode {
  const { forms } = useMessages();
  const { may } = useStudy();
  const [isHandingOver, setHandingOver] = useState(false);
  const { view, form } = sheet;
  const { completedBy } = form.form;
  if (view.status === "submitted") return null;
  if (completedBy === "independent-rater") {
    return (
      <Alert variant="light" color="gray" title={forms.ratedForm}>
        {forms.ratedLead}
      </Alert>
    );
  }
  if (completedBy !== "participant") return null;
  return (
    <Alert variant="light" title={forms.selfReport}>
      <Group justify="space-between" gap="sm">
        <Text size="sm">{forms.selfReportLead}</Text>
        {may("hand-over-device") ? (
          <Button onClick={() => setHandingOver(true)}>{forms.handOver}</Button>
        ) : null}
      </Group>
      <HandOverDialog
        opened={isHandingOver}
        onClose={() => setHandingOver(false)}
        address={address}
        label={view.label}
      />
    </Alert>
  );
}
