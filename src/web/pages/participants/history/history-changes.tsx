import { Table, Text, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { HistoryEntry } from "../history-page.tsx";

/** Item by item what it was and what it became; in the history of one item, that item alone. An item leads to its own history. */
export function HistoryChanges({
  entry,
  path,
  onItem,
}: {
  readonly entry: HistoryEntry;
  readonly path: string | null;
  readonly onItem: (formKey: string, path: string) => void;
}): ReactNode {
  const { history: texts } = useMessages().participants;
  const { formKey } = entry;
  const changes = entry.changes.filter((change) => path === null || change.path === path);
  if (changes.length === 0 || formKey === null) return null;
  // What is written for the first time replaces nothing.
  const hasBefore = changes.some(({ fromText }) => fromText !== null);
  return (
    <Table
      className="vigil-history-changes"
      verticalSpacing={2}
      aria-label={texts.types[entry.type] ?? entry.type}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{texts.item}</Table.Th>
          {hasBefore ? <Table.Th scope="col">{texts.before}</Table.Th> : null}
          <Table.Th scope="col">{hasBefore ? texts.after : texts.value}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {changes.map(({ path, label, fromText, toText }) => (
          <Table.Tr key={path}>
            <Table.Th scope="row" fw={400}>
              <UnstyledButton
                className="vigil-history-item-link"
                aria-label={texts.itemHistory(label)}
                onClick={() => onItem(formKey, path)}
              >
                {label}
              </UnstyledButton>
            </Table.Th>
            {hasBefore ? (
              <Table.Td>
                <Value text={fromText} />
              </Table.Td>
            ) : null}
            <Table.Td>
              <Value text={toText} isNew />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Value({ text, isNew }: { readonly text: string | null; readonly isNew?: boolean }): ReactNode {
  const { history: texts } = useMessages().participants;
  if (text === null) {
    return (
      <Text size="sm" c="dimmed" component="span">
        {texts.empty}
      </Text>
    );
  }
  return (
    <Text size="sm" fw={isNew ? 600 : 400} component="span">
      {text}
    </Text>
  );
}
