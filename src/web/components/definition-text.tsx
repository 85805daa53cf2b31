import { Blockquote, Button, Code, CopyButton, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import "./definition-text.css";

/** A definition of the protocol, as the API tells it everywhere: its words, and their SHA-256. */
export type ShownDefinition = {
  readonly id: string;
  readonly label: string;
  readonly text: string;
  readonly sha256: string;
  readonly source: string;
  readonly designVersion: string;
};

/** The words of a definition with their hash: short to compare by eye, whole to copy and on paper. */
export function DefinitionText({ definition }: { readonly definition: ShownDefinition }): ReactNode {
  const { training } = useMessages();
  const { text, sha256, source, designVersion } = definition;
  return (
    <Stack gap={6}>
      <Blockquote p="sm" color="water" m={0}>
        <Text size="sm" style={{ whiteSpace: "pre-wrap" }} data-definition={definition.id}>
          {text}
        </Text>
      </Blockquote>
      <Group gap="xs">
        <Text size="xs" c="dimmed">
          {training.version(designVersion)} · {training.hash}
        </Text>
        <Code className="vigil-no-print" title={sha256}>
          {sha256.slice(0, 12)}…
        </Code>
        <Code className="vigil-whole-hash" data-sha256={sha256}>
          {sha256}
        </Code>
        <CopyButton value={sha256}>
          {({ copied, copy }) => (
            <Button size="compact-xs" variant="subtle" onClick={copy} className="vigil-no-print">
              {copied ? training.copied : training.copy}
            </Button>
          )}
        </CopyButton>
      </Group>
      <Text size="xs" c="dimmed">
        {source}
      </Text>
    </Stack>
  );
}
