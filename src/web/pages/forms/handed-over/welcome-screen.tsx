import { Button, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { HandedOverSheet } from "./handed-over-data.ts";

/** What this is, how long it takes, and that nothing can go wrong. */
export function WelcomeScreen({
  sheet,
  onBegin,
}: {
  readonly sheet: HandedOverSheet;
  readonly onBegin: () => void;
}): ReactNode {
  const { handedOver } = useMessages().forms;
  return (
    <div className="vigil-calm-page">
      <Title order={1} size="h2">
        {handedOver.welcome}
      </Title>
      <Text size="lg">{handedOver.lead}</Text>
      <Text size="lg">{handedOver.minutes(sheet.questions.length)}</Text>
      <div>
        <Button size="xl" onClick={onBegin}>
          {handedOver.begin}
        </Button>
      </div>
    </div>
  );
}
