import { Alert, Box, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useMessages } from "../../messages/messages.tsx";

export type Care = Answer<"GET /api/studies/:studyId/unblinding/participant">["care"];

/** What is read before the arm: treat without it, and what to look for. */
export function CareAdvice({ care, number }: { readonly care: Care; readonly number: string }): ReactNode {
  const { unblinding: words } = useMessages();
  return (
    <Stack component="section" gap="sm" aria-labelledby="care">
      <Title order={2} size="h4" id="care">
        {words.careTitle(number)}
      </Title>
      <Alert color="red" variant="light" role="note">
        <Text fw={700} size="lg">
          {care?.advice ?? words.noCare}
        </Text>
      </Alert>
      {care ? (
        <>
          <Box component="dl" className="vigil-care">
            {care.facts.map(({ id, label, text }) => (
              <Box key={id}>
                <dt>{label}</dt>
                <dd>{text}</dd>
              </Box>
            ))}
          </Box>
          {care.confirmation === "published" ? null : (
            <Text size="sm" c="dimmed">
              {words.careUnconfirmed}
            </Text>
          )}
          <Sources care={care} />
        </>
      ) : null}
    </Stack>
  );
}

function Sources({ care }: { readonly care: NonNullable<Care> }): ReactNode {
  const { unblinding: words } = useMessages();
  return (
    <details>
      <summary>{words.sources}</summary>
      {care.facts.map(({ id, label, source }) => (
        <Text key={id} size="xs" c="dimmed">
          {label}: {source}
        </Text>
      ))}
    </details>
  );
}
