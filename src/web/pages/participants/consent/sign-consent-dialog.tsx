import { Alert, Checkbox, Select, SimpleGrid, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { CalendarDate } from "#kernel";
import { consentVersionInEffect, noSite, type SiteState } from "#trial";
import { useAnswer } from "../../../api/use-answer.ts";
import type { CommandContent } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { languageName } from "../language-names.ts";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import type { ConsentDocument } from "./main-document.ts";
import { ScopeChoices } from "./scope-choices.tsx";

type SignConsent =
  CommandContent<"POST /api/studies/:studyId/participants/:subjectId/commands/sign-consent">["data"];

/** The form as it was signed: which version in which language, what was agreed to, how, and who explained it. */
export function SignConsentDialog({
  document,
  opened,
  onClose,
}: {
  readonly document: ConsentDocument;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { consent: texts } = useMessages().participants;
  const participant = useParticipant();
  const site = useOwnSite(opened);
  const command = useParticipantCommand("sign-consent");
  const [signedOn, setSignedOn] = useState(participant.today);
  const [language, setLanguage] = useState(
    participant.consent.signed.at(-1)?.language ?? participant.contacts.at(-1)?.language ?? "en",
  );
  const [scopes, setScopes] = useState<readonly string[]>([]);
  const [signedBy, setSignedBy] = useState<SignConsent["signedBy"]>("ink-on-paper");
  const [discussedWith, setDiscussedWith] = useState("");
  const [copyGiven, setCopyGiven] = useState(false);
  const [witness, setWitness] = useState("");
  const version =
    site && consentVersionInEffect(site, document.documentId, language, signedOn as CalendarDate)?.version;
  const isMissing = document.requiredScopes.some((scope) => !scopes.includes(scope));
  const send = async (): Promise<void> => {
    if (version === undefined) return;
    const data: SignConsent = {
      documentId: document.documentId,
      version,
      language,
      scopes: [...scopes] as SignConsent["scopes"],
      signedOn,
      signedBy,
      discussedWith: discussedWith.trim(),
      copyGiven: true,
      ...(witness.trim() === "" ? {} : { impartialWitness: witness.trim() }),
    };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      size="lg"
      title={texts.signTitle}
      lead={document.name}
      action={texts.record}
      isSending={command.isSending}
      isReady={version !== undefined && !isMissing && copyGiven && discussedWith.trim() !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <TextInput
          type="date"
          label={texts.signedOn}
          value={signedOn}
          max={participant.today}
          onChange={(event) => setSignedOn(event.currentTarget.value)}
          data-autofocus
          required
        />
        <Select
          label={texts.language}
          data={languagesOf(site, document, language).map((tag) => ({
            value: tag,
            label: languageName(tag),
          }))}
          value={language}
          onChange={(tag) => setLanguage(tag ?? language)}
          allowDeselect={false}
        />
      </SimpleGrid>
      <Version version={version} isKnown={site !== undefined} />
      <ScopeChoices document={document} scopes={scopes} onScopes={setScopes} />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <HowSigned value={signedBy} onChange={setSignedBy} />
        <TextInput
          label={texts.discussedWith}
          value={discussedWith}
          onChange={(event) => setDiscussedWith(event.currentTarget.value)}
          required
        />
      </SimpleGrid>
      <Checkbox
        label={texts.copyGiven}
        checked={copyGiven}
        onChange={(event) => setCopyGiven(event.currentTarget.checked)}
      />
      <TextInput
        label={texts.impartialWitness}
        value={witness}
        onChange={(event) => setWitness(event.currentTarget.value)}
      />
    </ActionDialog>
  );
}

/** Which version the site used on that day, by its committee's approvals; without one nothing can be signed. */
function Version({
  version,
  isKnown,
}: {
  readonly version: string | undefined;
  readonly isKnown: boolean;
}): ReactNode {
  const { consent: texts } = useMessages().participants;
  if (!isKnown) return null;
  return (
    <Stack aria-live="polite" gap={0}>
      {version === undefined ? (
        <Alert color="yellow" variant="light">
          {texts.noVersion}
        </Alert>
      ) : (
        <Text size="sm">{texts.versionInEffect(version)}</Text>
      )}
    </Stack>
  );
}

function HowSigned({
  value,
  onChange,
}: {
  readonly value: SignConsent["signedBy"];
  readonly onChange: (how: SignConsent["signedBy"]) => void;
}): ReactNode {
  const { consent: texts } = useMessages().participants;
  const word = useWord("consentSignedBy");
  const ways: readonly SignConsent["signedBy"][] = ["ink-on-paper", "handwritten-on-screen"];
  return (
    <Select
      label={texts.how}
      data={ways.map((how) => ({ value: how, label: word(how) }))}
      value={value}
      onChange={(how) => onChange((how as SignConsent["signedBy"] | null) ?? value)}
      allowDeselect={false}
    />
  );
}

/** The participant's site with its approvals, as the rules know a site. */
function useOwnSite(isWanted: boolean): SiteState | undefined {
  const { studyId } = useStudy();
  const { siteId } = useParticipant();
  const sites = useAnswer("GET /api/studies/:studyId/sites", { params: { studyId } }, { enabled: isWanted });
  const own = sites.data?.find((site) => site.siteId === siteId);
  return own && ({ ...noSite, ...own, open: true } as unknown as SiteState);
}

function languagesOf(
  site: SiteState | undefined,
  { documentId }: ConsentDocument,
  chosen: string,
): readonly string[] {
  const approved = (site?.consents ?? [])
    .filter((consent) => consent.documentId === documentId)
    .map(({ language }) => language);
  return [...new Set([...approved, chosen])].sort();
}
