import { Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import type { Answer } from "../../api/call.ts";
import { useMessages } from "../../messages/messages.tsx";

export type Opened = Answer<"POST /api/studies/:studyId/participants/:subjectId/commands/break-code">;

type ArmShownProps = {
  readonly opened: Opened;
  readonly recorded: string;
  readonly onHide: () => void;
  readonly children?: ReactNode;
};

/** The arm, on this screen alone: it is in no cache, no address and no storage, and gone with the page. */
export function ArmShown({ opened, recorded, onHide, children }: ArmShownProps): ReactNode {
  const { unblinding: words } = useMessages();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <Stack component="section" gap="sm" className="vigil-arm vigil-no-print" aria-labelledby="arm">
      <Title order={2} size="h4" id="arm" ref={heading} tabIndex={-1}>
        {words.armTitle(opened.number)}
      </Title>
      <Text fw={800} size="xl" data-testid="arm">
        {opened.arm.name}
      </Text>
      {opened.arm.description === null ? null : <Text>{opened.arm.description}</Text>}
      <Text size="sm" c="dimmed">
        {words.randomizationNumber(opened.randomizationNumber)}
      </Text>
      <Text size="sm">{words.armLead}</Text>
      <Text size="sm">{recorded}</Text>
      <Group>
        <Button variant="default" onClick={onHide}>
          {words.hide}
        </Button>
        {children}
      </Group>
    </Stack>
  );
}
