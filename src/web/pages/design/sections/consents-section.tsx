import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type CompiledDesign, type ConsentDocument, type ConsentVersion, numberOf, visitName } from "#design";
import { formatDate } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { DesignSection, Facts, Nothing } from "../design-section.tsx";

/** Each consent form: what it asks for, its versions, and what its text must say. */
export function ConsentsSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const { consents } = compiled.design;
  return (
    <DesignSection id="consents" title={words.sections.consents}>
      {consents.length === 0 ? <Nothing>{words.consents.none}</Nothing> : null}
      <Stack gap="lg">
        {consents.map((document) => (
          <Consent key={document.id} compiled={compiled} document={document} />
        ))}
      </Stack>
    </DesignSection>
  );
}

type ConsentProps = { readonly compiled: CompiledDesign; readonly document: ConsentDocument };

function Consent({ compiled, document }: ConsentProps): ReactNode {
  const { design: words } = useMessages();
  const scope = useWord("consentScope");
  const say = words.consents;
  const columns: readonly Column<ConsentVersion>[] = [
    { key: "version", head: say.columns.version, cell: ({ version }) => version },
    { key: "date", head: say.columns.date, cell: ({ date }) => (date ? formatDate(date) : "") },
    {
      key: "change",
      head: say.columns.change,
      cell: ({ change, reconsentWithinDays }) => {
        const days =
          reconsentWithinDays === undefined ? undefined : numberOf(compiled.parameters, reconsentWithinDays);
        return change === "major" && days !== undefined
          ? `${say.changes.major}, ${say.within(String(days))}`
          : say.changes[change];
      },
    },
    { key: "languages", head: say.columns.languages, cell: ({ languages }) => languages.join(", ") },
    { key: "summary", head: say.columns.summary, cell: ({ summary }) => summary },
  ];
  const visits = document.neededFor.map((id) => visitName(compiled, id));
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {document.name}
      </Title>
      {visits.length > 0 ? <Text size="sm">{say.neededFor(visits.join(", "))}</Text> : null}
      <Facts
        facts={[
          [say.required, document.requiredScopes.map(scope).join(", ")],
          [say.optional, document.optionalScopes.map(scope).join(", ")],
        ]}
      />
      <RowsTable
        label={say.versionsOf(document.name)}
        rows={document.versions}
        columns={columns}
        rowKey={({ version }) => version}
        empty=""
      />
      {document.mustState.length === 0 ? null : (
        <>
          <Text size="sm" fw={600}>
            {say.mustState}
          </Text>
          <Stack component="ul" gap={2} m={0} ps="lg">
            {document.mustState.map((sentence) => (
              <Text component="li" size="sm" key={sentence} maw="80ch">
                {sentence}
              </Text>
            ))}
          </Stack>
        </>
      )}
    </Stack>
  );
}
