import { Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { DiscrepancyList } from "./discrepancy-list.tsx";
import { MissingTable } from "./missing-table.tsx";
import type { Register } from "./recording.ts";
import { RecordingTable } from "./recording-table.tsx";

/** The register of recordings: what is known of each, what is missing, what a reviewer saw that is not on record. */
export function RecordingsPage(): ReactNode {
  const { recordings: words } = useMessages();
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/recordings", { params: { studyId } });
  return (
    <Page title={words.title} lead={words.lead}>
      <Answered query={query}>{(register) => <Body register={register} />}</Answered>
    </Page>
  );
}

function Body({ register }: { readonly register: Register }): ReactNode {
  const { recordings: words } = useMessages();
  const { recordings, missing, therapists } = register;
  const open = recordings.filter(({ discrepancies }) =>
    discrepancies.some(({ settled }) => settled === null),
  );
  return (
    <Stack gap="xl">
      {open.length === 0 ? null : (
        <Section title={words.discrepancy.title} lead={words.discrepancy.lead}>
          <DiscrepancyList recordings={open} />
        </Section>
      )}
      <Section title={words.missing} lead={missing.length === 0 ? undefined : words.missingLead}>
        {missing.length === 0 ? (
          <Text size="sm" c="dimmed">
            {words.noMissing}
          </Text>
        ) : (
          <MissingTable missing={missing} therapists={therapists} />
        )}
      </Section>
      <Section title={words.register}>
        <RecordingTable recordings={recordings} />
      </Section>
    </Stack>
  );
}
