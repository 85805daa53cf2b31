import { Badge, Button, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { Moment } from "../../../components/moment.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { IdentityPanel } from "../identity/identity-panel.tsx";
import { languageName } from "../language-names.ts";
import { type Participant, useParticipant } from "../participant-context.tsx";
import { useDialog } from "../use-dialog.ts";
import { LogContactDialog } from "./log-contact-dialog.tsx";

type Contact = Participant["contacts"][number];

/** Who it is, sealed, and every contact before consent. */
export function ContactsTab(): ReactNode {
  const { contacts: texts } = useMessages().participants;
  const { contacts, stage } = useParticipant();
  const { may } = useStudy();
  const dialog = useDialog();
  const isBeforeConsent = stage === "pre-screening" || stage === "pre-screening-failed";
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
      <IdentityPanel />
      <section aria-label={texts.history}>
        <Group justify="space-between" mb="sm">
          <Title order={2} size="h4">
            {texts.history}
          </Title>
          {isBeforeConsent && may("log-contact") ? (
            <Button variant="default" onClick={() => dialog.open(true)}>
              {texts.further}
            </Button>
          ) : null}
        </Group>
        <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: "none" }}>
          {[...contacts].reverse().map((contact) => (
            <ContactLine key={contact.at} contact={contact} />
          ))}
        </Stack>
      </section>
      <LogContactDialog key={dialog.turn} opened={dialog.isOpen} onClose={dialog.close} />
    </SimpleGrid>
  );
}

function ContactLine({ contact }: { readonly contact: Contact }): ReactNode {
  const { contacts: texts } = useMessages().participants;
  const { zone } = useParticipant();
  const channelWord = useWord("channel");
  const outcomeWord = useWord("contactOutcome");
  const referredWord = useWord("referredBy");
  const ageWord = useWord("ageBand");
  return (
    <li>
      <Text size="xs" c="dimmed" component="div">
        <Moment at={contact.at} zone={zone} />
      </Text>
      <Text size="sm" fw={600}>
        {channelWord(contact.channel)} · {outcomeWord(contact.outcome)}
      </Text>
      <Text size="sm" c="dimmed">
        {texts.source}: {contact.recruitmentSource} · {texts.referredBy}:{" "}
        {referredWord(contact.referredBy).toLowerCase()} · {languageName(contact.language)} ·{" "}
        {ageWord(contact.ageBand)}
      </Text>
      {contact.failReasons.length > 0 ? (
        <Group gap={4} mt={4}>
          {contact.failReasons.map((reason) => (
            <Badge key={reason} variant="light" color="gray" tt="none" radius="sm">
              {reason}
            </Badge>
          ))}
        </Group>
      ) : null}
      {contact.note === null ? null : (
        <Text size="sm" mt={4}>
          {contact.note}
        </Text>
      )}
    </li>
  );
}
