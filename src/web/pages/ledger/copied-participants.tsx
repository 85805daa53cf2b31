import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { openFile, saveFile } from "./save-file.ts";
import type { Verifier } from "./verifier/use-verifier.ts";
import type { CopiedLine, VerifiedCopy } from "./verifier/verify-copy.ts";

type CopiedParticipantsProps = { readonly verifier: Verifier; readonly verified: VerifiedCopy };

/** Who is in the copy, and each casebook to read, print or save, made from the events that were just proved. */
export function CopiedParticipants({ verifier, verified }: CopiedParticipantsProps): ReactNode {
  const { ledger: words } = useMessages();
  const stage = useWord("stage");
  const [isUnreadable, setUnreadable] = useState(false);
  const name = ({ number }: CopiedLine): string => number ?? words.noNumber;
  const withCasebook = async (line: CopiedLine, use: (html: Blob) => void): Promise<void> => {
    const html = await verifier.casebook(line.participantId);
    setUnreadable(html === null);
    if (html !== null) use(new Blob([html], { type: "text/html;charset=utf-8" }));
  };
  const columns: readonly Column<CopiedLine>[] = [
    { key: "number", head: words.participantColumns.number, cell: name, sortBy: name },
    {
      key: "stage",
      head: words.participantColumns.stage,
      cell: (line) => stage(line.stage),
      sortBy: (line) => line.stage,
    },
    {
      key: "events",
      head: words.participantColumns.events,
      cell: ({ events }) => events,
      sortBy: ({ events }) => events,
      align: "end",
    },
    {
      key: "casebook",
      head: words.participantColumns.casebook,
      cell: (line) => (
        <Group gap={6} wrap="nowrap">
          <Button
            size="xs"
            variant="light"
            aria-label={words.openCasebookOf(name(line))}
            onClick={() => withCasebook(line, openFile)}
          >
            {words.openCasebook}
          </Button>
          <Button
            size="xs"
            variant="subtle"
            aria-label={words.saveCasebookOf(name(line))}
            onClick={() => withCasebook(line, (html) => saveFile(html, words.casebookFile(name(line))))}
          >
            {words.saveCasebook}
          </Button>
        </Group>
      ),
    },
  ];
  if (verified.participants.length === 0) return null;
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {words.participantsTitle}
      </Title>
      <Text size="sm" c="dimmed">
        {words.participantsHelp}
        {verified.manifest.contents === "sealed" ? ` ${words.sealedReading}` : ""}
      </Text>
      {isUnreadable ? (
        <Text size="sm" role="alert">
          {words.noCasebook}
        </Text>
      ) : null}
      <RowsTable
        label={words.participantsTitle}
        rows={verified.participants}
        columns={columns}
        rowKey={({ participantId }) => participantId}
        empty=""
      />
    </Stack>
  );
}
