import { Alert, List, Loader, ScrollArea, Select, Stack, Text } from "@mantine/core";
import { type ReactNode, useMemo, useState } from "react";
import { compareDesigns, type DesignComparison, type PartKind, type StudyDesign } from "#design";
import { useAnswer } from "../../../api/use-answer.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import type { EnrollmentDialogProps } from "./enroll-dialog.tsx";

/** Moves the participant to another version, after showing what that changes and what does not carry over. */
export function MigrateDialog({
  opened,
  onClose,
  versions,
}: EnrollmentDialogProps & { readonly versions: readonly string[] }): ReactNode {
  const { enrollment: texts } = useMessages().participants;
  const { designVersion, version: basedOn } = useParticipant();
  const [toVersion, setToVersion] = useState(versions.at(-1) ?? "");
  const command = useParticipantCommand("migrate-participant");
  const comparison = useComparison(designVersion, toVersion, opened);
  const send = async (): Promise<void> => {
    if (await command.send({ basedOn, data: { toVersion } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={texts.migrateTitle}
      lead={texts.migrateLead}
      action={texts.migrate}
      isSending={command.isSending}
      isReady={toVersion !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <Select
        label={texts.toVersion}
        data={[...versions]}
        value={toVersion}
        onChange={(value) => setToVersion(value ?? toVersion)}
        allowDeselect={false}
      />
      {comparison ? <Comparison comparison={comparison} /> : <Loader size="sm" />}
    </ActionDialog>
  );
}

/** Both versions are read and compared here: the same rule writes the changes into the record. */
function useComparison(from: string, to: string, isWanted: boolean): DesignComparison | undefined {
  const { studyId } = useStudy();
  const ask = (version: string) =>
    [
      "GET /api/studies/:studyId/designs/:version",
      { params: { studyId, version } },
      { enabled: isWanted && version !== "" },
    ] as const;
  const before = useAnswer(...ask(from)).data;
  const after = useAnswer(...ask(to)).data;
  return useMemo(
    () =>
      before && after
        ? compareDesigns(before.design as unknown as StudyDesign, after.design as unknown as StudyDesign)
        : undefined,
    [before, after],
  );
}

function Comparison({ comparison }: { readonly comparison: DesignComparison }): ReactNode {
  const { enrollment: texts } = useMessages().participants;
  const word = useWord("designPart");
  const { changes } = comparison;
  const hazards = changes.flatMap((change) => change.hazards);
  if (changes.length === 0) return <Text size="sm">{texts.noChanges}</Text>;
  return (
    <Stack gap="sm">
      {hazards.length > 0 ? (
        <Alert color="yellow" variant="light" title={texts.hazards}>
          <List size="sm">
            {hazards.map((hazard) => (
              <List.Item key={hazard}>{hazard}</List.Item>
            ))}
          </List>
        </Alert>
      ) : (
        <Text size="sm">{texts.safe}</Text>
      )}
      <Text size="sm" fw={600}>
        {texts.changes}: {texts.changesCount(changes.length)}
      </Text>
      <ScrollArea.Autosize mah={260} type="auto" viewportProps={{ tabIndex: 0, "aria-label": texts.changes }}>
        {kindsIn(changes).map((kind) => (
          <Stack key={kind} gap={2} mb="xs">
            <Text size="xs" c="dimmed">
              {word(kind)}
            </Text>
            <List size="sm" withPadding>
              {changes
                .filter((change) => change.kind === kind)
                .map(({ id, sentence }) => (
                  <List.Item key={`${kind} ${id}`}>{sentence}</List.Item>
                ))}
            </List>
          </Stack>
        ))}
      </ScrollArea.Autosize>
    </Stack>
  );
}

function kindsIn(changes: DesignComparison["changes"]): readonly PartKind[] {
  return [...new Set(changes.map(({ kind }) => kind))];
}
