import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { CompiledDesign, StudyAmendment } from "#design";
import { formatDate } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Nothing } from "../design-section.tsx";

/** The amendments on record, and notes for whoever builds on the design: what an import could not carry over, too. */
export function AmendmentsSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const say = words.amendments;
  const { amendments, notes } = compiled.design;
  const columns: readonly Column<StudyAmendment>[] = [
    { key: "version", head: say.columns.version, cell: ({ version }) => version },
    { key: "date", head: say.columns.date, cell: ({ date }) => (date ? formatDate(date) : "") },
    {
      key: "kind",
      head: say.columns.kind,
      cell: ({ substantial }) => (substantial ? say.substantial : say.notSubstantial),
    },
    { key: "summary", head: say.columns.summary, cell: ({ summary }) => summary },
    { key: "reason", head: say.columns.reason, cell: ({ reason }) => reason ?? "" },
  ];
  return (
    <DesignSection id="amendments" title={words.sections.amendments}>
      {amendments.length === 0 ? (
        <Nothing>{say.none}</Nothing>
      ) : (
        <RowsTable
          label={words.sections.amendments}
          rows={amendments}
          columns={columns}
          rowKey={({ id }) => id}
          empty=""
        />
      )}
      {notes.length === 0 ? null : (
        <Stack gap="xs">
          <Title order={3} size="h5">
            {say.notes}
          </Title>
          <Stack component="ul" gap={4} m={0} ps="lg">
            {notes.map((note) => (
              <Text component="li" size="sm" key={note} maw="90ch">
                {note}
              </Text>
            ))}
          </Stack>
        </Stack>
      )}
    </DesignSection>
  );
}
