import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { CompiledDesign, StudyArm, StudyElement } from "#design";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Nothing } from "../design-section.tsx";
import { SchemaPicture } from "./schema-picture.tsx";

/** Arms across epochs: as a picture, and in words. */
export function SchemaSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const { arms, elements } = compiled.design;
  const say = words.schema;
  const armColumns: readonly Column<StudyArm>[] = [
    { key: "arm", head: say.columns.arm, cell: ({ label, name }) => label ?? name },
    { key: "type", head: say.columns.type, cell: ({ type }) => say.armTypes[type] },
    { key: "what", head: say.columns.what, cell: ({ description }) => description ?? "" },
  ];
  const elementColumns: readonly Column<StudyElement>[] = [
    {
      key: "element",
      head: say.columns.element,
      cell: ({ name, label, description }) => (
        <>
          {label ?? name}
          {description ? (
            <Text size="xs" c="dimmed">
              {description}
            </Text>
          ) : null}
        </>
      ),
    },
    { key: "from", head: say.columns.from, cell: ({ transitionStart }) => transitionStart ?? "" },
    { key: "to", head: say.columns.to, cell: ({ transitionEnd }) => transitionEnd ?? "" },
  ];
  return (
    <DesignSection id="schema" title={words.sections.schema}>
      {arms.length === 0 ? (
        <Nothing>{say.none}</Nothing>
      ) : (
        <>
          <SchemaPicture compiled={compiled} />
          <Stack gap="xs">
            <Title order={3} size="h5">
              {say.armsTitle}
            </Title>
            <RowsTable
              label={say.armsTitle}
              rows={arms}
              columns={armColumns}
              rowKey={({ id }) => id}
              empty=""
            />
          </Stack>
          {elements.length === 0 ? null : (
            <Stack gap="xs">
              <Title order={3} size="h5">
                {say.elementsTitle}
              </Title>
              <RowsTable
                label={say.elementsTitle}
                rows={elements}
                columns={elementColumns}
                rowKey={({ id }) => id}
                empty=""
              />
            </Stack>
          )}
        </>
      )}
    </DesignSection>
  );
}
