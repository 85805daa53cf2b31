import { Text, Title } from "@mantine/core";
import { type ReactNode, useEffect, useRef } from "react";
import { useMessages } from "../../../messages/messages.tsx";

/** Done: the answers are kept, and are not shown again. */
export function ThanksScreen(): ReactNode {
  const { handedOver } = useMessages().forms;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className="vigil-calm-page vigil-calm-thanks">
      <Title order={1} ref={heading} tabIndex={-1}>
        {handedOver.thanks}
      </Title>
      <Text size="xl">{handedOver.giveBack}</Text>
    </div>
  );
}
