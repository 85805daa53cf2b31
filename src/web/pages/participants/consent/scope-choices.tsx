import { Button, Checkbox, Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import type { ConsentDocument } from "./main-document.ts";

/** What the form asks about, each to be ticked as the participant did; what taking part requires says so. */
export function ScopeChoices({
  document: { requiredScopes, optionalScopes },
  scopes,
  onScopes,
}: {
  readonly document: ConsentDocument;
  readonly scopes: readonly string[];
  readonly onScopes: (scopes: readonly string[]) => void;
}): ReactNode {
  const { consent: texts } = useMessages().participants;
  const word = useWord("consentScope");
  const isMissing = requiredScopes.some((scope) => !scopes.includes(scope));
  return (
    <Checkbox.Group label={texts.agreed} value={[...scopes]} onChange={onScopes}>
      <Stack gap={6} mt={6}>
        {[...requiredScopes, ...optionalScopes].map((scope) => (
          <Checkbox
            key={scope}
            value={scope}
            label={
              <Group gap={6}>
                <span>{word(scope)}</span>
                <Text size="xs" c="dimmed" component="span">
                  {requiredScopes.includes(scope) ? texts.required : texts.optional}
                </Text>
              </Group>
            }
          />
        ))}
        {isMissing ? (
          <Group justify="space-between">
            <Text size="xs" c="dimmed" maw={420}>
              {texts.requiredMissing}
            </Text>
            <Button
              size="compact-xs"
              variant="subtle"
              onClick={() => onScopes([...new Set([...scopes, ...requiredScopes])])}
            >
              {texts.allRequired}
            </Button>
          </Group>
        ) : null}
      </Stack>
    </Checkbox.Group>
  );
}
