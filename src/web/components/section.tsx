import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";

type SectionProps = {
  readonly title: string;
  readonly lead?: ReactNode;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
};

/** A part of a page under a heading of its own, with what can be done about it. */
export function Section({ title, lead, actions, children }: SectionProps): ReactNode {
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end" gap="sm">
        <Stack gap={2} flex={1} miw={240}>
          <Title order={2} size="h4">
            {title}
          </Title>
          {lead === undefined ? null : (
            <Text c="dimmed" size="sm" component="div">
              {lead}
            </Text>
          )}
        </Stack>
        {actions === undefined ? null : (
          <Group gap="xs" className="vigil-no-print">
            {actions}
          </Group>
        )}
      </Group>
      {children}
    </Stack>
  );
}
