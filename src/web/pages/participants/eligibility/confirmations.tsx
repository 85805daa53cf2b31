import { Group, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { formatMoment } from "../../../components/moment.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import type { Eligibility } from "../eligibility-page.tsx";

/** Who has confirmed eligibility, when and by which version; and whether that still holds. */
export function Confirmations({
  confirmations,
}: {
  readonly confirmations: Eligibility["confirmations"];
}): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  const word = useWord("eligibilityPoint");
  return (
    <Stack gap={4} component="section" aria-label={texts.confirmations}>
      <Title order={2} size="h4">
        {texts.confirmations}
      </Title>
      {confirmations.length === 0 ? (
        <Text size="sm" c="dimmed">
          {texts.noConfirmations}
        </Text>
      ) : (
        confirmations.map(({ at, confirmedAt, by, designVersion, isOutdated }) => (
          <Group key={confirmedAt} gap="xs">
            <Text size="sm">{texts.confirmed(word(at), by, formatMoment(confirmedAt), designVersion)}</Text>
            <StatusBadge tone={isOutdated ? "attention" : "good"}>
              {isOutdated ? texts.outdated : texts.holds}
            </StatusBadge>
          </Group>
        ))
      )}
    </Stack>
  );
}
