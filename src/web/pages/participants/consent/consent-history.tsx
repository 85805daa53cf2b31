import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { formatDate } from "../../../components/moment.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { languageName } from "../language-names.ts";
import { type Participant, useParticipant } from "../participant-context.tsx";

type Signed = Participant["consent"]["signed"][number];
type Withdrawal = Participant["consent"]["withdrawals"][number];

/** Every signature and every withdrawal, the newest first. None is ever taken away. */
export function ConsentHistory(): ReactNode {
  const { consent: texts } = useMessages().participants;
  const { signed, withdrawals } = useParticipant().consent;
  const happened = [
    ...signed.map((one) => ({ kind: "signed" as const, on: one.signedOn, at: one.recordedAt, one })),
    ...withdrawals.map((one) => ({
      kind: "withdrawn" as const,
      on: one.effectiveOn,
      at: one.recordedAt,
      one,
    })),
  ].sort((a, b) => b.on.localeCompare(a.on) || b.at.localeCompare(a.at));
  return (
    <section aria-label={texts.history}>
      <Title order={2} size="h4" mb={8}>
        {texts.history}
      </Title>
      {happened.length === 0 ? (
        <Text size="sm" c="dimmed">
          {texts.noHistory}
        </Text>
      ) : (
        <Stack gap="md" component="ol" m={0} p={0} style={{ listStyle: "none" }}>
          {happened.map((entry) => (
            <li key={`${entry.kind} ${entry.at}`}>
              <Text size="xs" c="dimmed">
                {formatDate(entry.on)}
              </Text>
              {entry.kind === "signed" ? <Signature signed={entry.one} /> : <Taken withdrawal={entry.one} />}
            </li>
          ))}
        </Stack>
      )}
    </section>
  );
}

function Signature({ signed }: { readonly signed: Signed }): ReactNode {
  const { consent: texts } = useMessages().participants;
  const { documents } = useParticipant().consent;
  const scopeWord = useWord("consentScope");
  const howWord = useWord("consentSignedBy");
  const name =
    documents.find(({ documentId }) => documentId === signed.documentId)?.name ?? signed.documentId;
  return (
    <>
      <Text size="sm" fw={600}>
        {texts.signed(name, signed.version, languageName(signed.language))}
      </Text>
      <Text size="sm">{texts.agreedTo(signed.scopes.map(scopeWord).join(", ").toLowerCase())}</Text>
      <Text size="sm" c="dimmed">
        {texts.explainedBy(signed.discussedWith, howWord(signed.signedBy).toLowerCase())}
      </Text>
      {signed.impartialWitness === null ? null : (
        <Text size="sm" c="dimmed">
          {texts.witness(signed.impartialWitness)}
        </Text>
      )}
    </>
  );
}

function Taken({ withdrawal }: { readonly withdrawal: Withdrawal }): ReactNode {
  const { consent: texts } = useMessages().participants;
  const scopeWord = useWord("consentScope");
  const toldWord = useWord("toldBy");
  return (
    <>
      <Text size="sm" fw={600}>
        {texts.withdrew(withdrawal.scopes.map(scopeWord).join(", ").toLowerCase())}
      </Text>
      <Text size="sm" c="dimmed">
        {texts.toldBy(toldWord(withdrawal.toldBy).toLowerCase())}
      </Text>
      {withdrawal.why === null ? null : <Text size="sm">{withdrawal.why}</Text>}
    </>
  );
}
