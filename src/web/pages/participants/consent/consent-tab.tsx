import { Button, Group, SimpleGrid, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { formatDate } from "../../../components/moment.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import "../forms/form-line.css";
import { useParticipant } from "../participant-context.tsx";
import { useDialog } from "../use-dialog.ts";
import { WordBadge } from "../word-badge.tsx";
import { ConsentHistory } from "./consent-history.tsx";
import type { ConsentDocument } from "./main-document.ts";
import { SignConsentDialog } from "./sign-consent-dialog.tsx";
import { WithdrawConsentDialog } from "./withdraw-consent-dialog.tsx";

/** Consent: each form with its state, what was agreed to, and every signature and withdrawal there has been. */
export function ConsentTab(): ReactNode {
  const { consent: texts } = useMessages().participants;
  const participant = useParticipant();
  const { may } = useStudy();
  const sign = useDialog<ConsentDocument>();
  const withdraw = useDialog();
  const { documents, scopes, signed } = participant.consent;
  const mayWithdraw = signed.length > 0 && may("withdraw-consent");
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
      <Stack gap="xl">
        <section aria-label={texts.documents}>
          <Title order={2} size="h4" mb={4}>
            {texts.documents}
          </Title>
          {documents.length === 0 ? (
            <Text size="sm" c="dimmed">
              {texts.noDocuments}
            </Text>
          ) : (
            <ul className="vigil-form-lines">
              {documents.map((document) => (
                <Document key={document.documentId} document={document} onSign={sign.open} />
              ))}
            </ul>
          )}
        </section>
        <section aria-label={texts.scopes}>
          <Group justify="space-between" mb={4}>
            <Title order={2} size="h4">
              {texts.scopes}
            </Title>
            {mayWithdraw ? (
              <Button variant="default" color="red" onClick={() => withdraw.open(true)}>
                {texts.withdraw}
              </Button>
            ) : null}
          </Group>
          <Scopes scopes={scopes} />
        </section>
      </Stack>
      <ConsentHistory />
      {sign.subject ? (
        <SignConsentDialog
          key={`s${sign.turn}`}
          document={sign.subject}
          opened={sign.isOpen}
          onClose={sign.close}
        />
      ) : null}
      <WithdrawConsentDialog key={`w${withdraw.turn}`} opened={withdraw.isOpen} onClose={withdraw.close} />
    </SimpleGrid>
  );
}

function Document({
  document,
  onSign,
}: {
  readonly document: ConsentDocument;
  readonly onSign: (document: ConsentDocument) => void;
}): ReactNode {
  const { consent: texts } = useMessages().participants;
  const { may } = useStudy();
  const { stage } = useParticipant();
  const isActive = stage === "pre-screening" || stage === "screening" || stage === "enrolled";
  const isDue = document.state === "sign-again" || document.state === "version-outdated";
  return (
    <li className="vigil-form-line">
      <div>
        <Text size="sm" fw={600}>
          {document.name}
        </Text>
        <Text size="xs" c="dimmed">
          {useDocumentWords(document)}
        </Text>
      </div>
      <Group gap={6}>
        <WordBadge kind="consentState" code={document.state} />
        {isActive && may("sign-consent") ? (
          <Button size="compact-sm" variant={isDue ? "filled" : "default"} onClick={() => onSign(document)}>
            {document.signedVersion === null ? texts.sign : texts.signAgain}
          </Button>
        ) : null}
      </Group>
    </li>
  );
}

function useDocumentWords(document: ConsentDocument): string {
  const { consent: texts } = useMessages().participants;
  const { signedVersion, newerVersion, signAgainBy, since, state, neededFor } = document;
  return [
    signedVersion === null ? texts.neverSigned : texts.signedVersion(signedVersion),
    ...(newerVersion !== null && signAgainBy !== null
      ? [texts.toSign(newerVersion, formatDate(signAgainBy))]
      : []),
    ...(state === "version-outdated" && since !== null ? [texts.lapsed(formatDate(since))] : []),
    ...(neededFor.length > 0 ? [texts.neededFor(neededFor.join(", "))] : []),
  ].join(" · ");
}

type Scope = ReturnType<typeof useParticipant>["consent"]["scopes"][number];

function Scopes({ scopes }: { readonly scopes: readonly Scope[] }): ReactNode {
  const { consent: texts } = useMessages().participants;
  const word = useWord("consentScope");
  const { consent } = useParticipant();
  const asked = new Set(
    consent.documents.flatMap(({ requiredScopes, optionalScopes }) => [...requiredScopes, ...optionalScopes]),
  );
  return (
    <ul className="vigil-form-lines">
      {scopes
        .filter(({ scope }) => asked.has(scope))
        .map(({ scope, standing, since }) => (
          <li key={scope} className="vigil-form-line">
            <Text size="sm">{word(scope)}</Text>
            <Group gap={6}>
              {since === null ? null : (
                <Text size="xs" c="dimmed">
                  {texts.since(formatDate(since))}
                </Text>
              )}
              <WordBadge kind="scopeStanding" code={standing} />
            </Group>
          </li>
        ))}
    </ul>
  );
}
