import { Divider, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { LiveVerification } from "./live-verification.tsx";
import { OfflineCheck } from "./offline-check.tsx";
import { TakeCopy } from "./take-copy.tsx";

/** The verifier: the trial's ledger proved, copies of it, and any copy proved without the server. */
export function LedgerPage(): ReactNode {
  const { ledger: words } = useMessages();
  const { may } = useStudy();
  return (
    <Page title={words.title} lead={words.lead}>
      <LiveVerification />
      {may("export-ledger") ? (
        <>
          <Divider />
          <TakeCopy />
        </>
      ) : null}
      <Divider />
      <OfflineCheck />
      <Divider />
      <Stack component="section" gap="xs" aria-labelledby="how-title">
        <Title order={2} size="h4" id="how-title">
          {words.howTitle}
        </Title>
        <Stack component="ul" gap={4} m={0} ps="lg">
          {words.how.map((sentence) => (
            <Text component="li" size="sm" key={sentence} maw="85ch">
              {sentence}
            </Text>
          ))}
        </Stack>
      </Stack>
    </Page>
  );
}
