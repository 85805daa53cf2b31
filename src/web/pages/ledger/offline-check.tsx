import { Alert, Button, FileInput, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { formatMoment } from "../../components/moment.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { CopiedParticipants } from "./copied-participants.tsx";
import { DropFile } from "./drop-file.tsx";
import { VerificationResult } from "./verification-result.tsx";
import { useVerifier, type Verifier } from "./verifier/use-verifier.ts";
import type { VerifiedCopy } from "./verifier/verify-copy.ts";

/** A copy checked in the browser, with nothing of it sent anywhere; and what it says, to read. */
export function OfflineCheck(): ReactNode {
  const { ledger: words } = useMessages();
  const verifier = useVerifier();
  const [witness, setWitness] = useState<File | null>(null);
  const [publicKey, setPublicKey] = useState<File | null>(null);
  const { now } = verifier;
  const check = (copy: File): void =>
    verifier.verify({ copy, witness: witness ?? undefined, publicKey: publicKey ?? undefined });
  return (
    <Stack component="section" gap="sm" aria-labelledby="offline-title">
      <Title order={2} size="h4" id="offline-title">
        {words.offlineTitle}
      </Title>
      <Text size="sm" c="dimmed" maw="85ch">
        {words.offlineHelp}
      </Text>
      {now.state === "idle" || now.state === "failed" ? (
        <>
          <Group align="flex-start" gap="md" grow>
            <FileInput
              label={words.keyFile}
              description={words.keyHelp}
              placeholder={words.choose}
              accept=".pem"
              clearable
              value={publicKey}
              onChange={setPublicKey}
            />
            <FileInput
              label={words.witnessFile}
              description={words.witnessHelp}
              placeholder={words.choose}
              accept=".witness"
              clearable
              value={witness}
              onChange={setWitness}
            />
          </Group>
          <DropFile onFile={check} />
        </>
      ) : null}
      <div aria-live="polite">
        <Progress verifier={verifier} />
      </div>
      {now.state === "checked" ? <Checked verifier={verifier} verified={now.verified} /> : null}
    </Stack>
  );
}

function Progress({ verifier: { now } }: { readonly verifier: Verifier }): ReactNode {
  const { ledger: words } = useMessages();
  if (now.state === "checking") {
    return (
      <Group gap="xs">
        <Loader size="xs" aria-hidden />
        <Text size="sm">{now.events === 0 ? words.checking : words.progress(now.events)}</Text>
      </Group>
    );
  }
  if (now.state !== "failed") return null;
  return (
    <Alert color="red" variant="light" title={words.notReadable} role="alert">
      <Text size="sm">{now.isWithoutEd25519 ? words.noSignatures : now.message}</Text>
    </Alert>
  );
}

function Checked({
  verifier,
  verified,
}: {
  readonly verifier: Verifier;
  readonly verified: VerifiedCopy;
}): ReactNode {
  const { ledger: words } = useMessages();
  const { manifest, report, isKeyGiven, seconds } = verified;
  const scope = manifest.site ? words.ofOneSite : words.ofStudy;
  return (
    <Stack gap="md">
      <Group justify="space-between" align="flex-start">
        <div>
          <Text fw={600}>{words.copyTitle(manifest.name)}</Text>
          <Text size="sm" c="dimmed">
            {words.copyWords(manifest.contents, formatMoment(manifest.takenAt), scope)} ·{" "}
            {words.rate(report.events, seconds.toFixed(1))}
          </Text>
          {isKeyGiven ? null : (
            <Text size="sm" c="dimmed">
              {words.noKeyNote}
            </Text>
          )}
        </div>
        <Button variant="default" onClick={verifier.reset}>
          {words.anotherFile}
        </Button>
      </Group>
      <VerificationResult report={report} />
      <CopiedParticipants verifier={verifier} verified={verified} />
    </Stack>
  );
}
