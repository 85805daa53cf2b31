import { Box, Button, Group, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { formatMoment, Moment } from "../../components/moment.tsx";
import type { Proof } from "../../components/proof-fields.tsx";
import { SignDialog } from "../../components/sign-dialog.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { goTo, questionAt } from "../../form/problem-summary.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { FormAddress, FormView } from "./form-data.ts";
import type { FormSheet } from "./use-form-sheet.ts";

type SignaturesPanelProps = { readonly sheet: FormSheet; readonly address: FormAddress };
type Signature = FormView["signatures"][number];

/** Who signed, with which meaning, and whether what they signed is still what stands here; what is still to be signed. */
export function SignaturesPanel({ sheet, address }: SignaturesPanelProps): ReactNode {
  const { forms } = useMessages();
  const role = useWord("role");
  const { view, form } = sheet;
  const { signedBy } = form.form;
  const isSigned = ({ meaning }: { readonly meaning: string }): boolean =>
    view.signatures.some((signature) => signature.meaning === meaning && signature.standing === "valid");
  const missing = signedBy.filter((wanted) => !isSigned(wanted));
  if (view.status !== "submitted" && view.signatures.length === 0) return null;
  return (
    <Box component="section" aria-labelledby="signatures" mt="md">
      <Title order={2} size="h5" id="signatures" mb="xs" tabIndex={-1}>
        {forms.signatures}
      </Title>
      <Stack gap="sm">
        {view.signatures.length === 0 && missing.length === 0 ? (
          <Text size="sm" c="dimmed">
            {forms.noSignatures}
          </Text>
        ) : null}
        {view.signatures.map((signature) => (
          <SignatureLine key={signature.signatureId} signature={signature} sheet={sheet} />
        ))}
        {missing.map(({ role: wanted, meaning }) => (
          <Group key={meaning} gap="sm">
            <StatusBadge tone="attention">{forms.missingSignature}</StatusBadge>
            <Text size="sm">{forms.toBeSignedBy(role(wanted), meaning)}</Text>
          </Group>
        ))}
        <SignActions sheet={sheet} address={address} meanings={missing} />
      </Stack>
    </Box>
  );
}

/** One signature as it is to be shown (21 CFR 11.50): name, time, meaning; and, where it is broken, by what. */
function SignatureLine({
  signature,
  sheet,
}: {
  readonly signature: Signature;
  readonly sheet: FormSheet;
}): ReactNode {
  const { forms } = useMessages();
  const role = useWord("role");
  const { zone } = sheet.view;
  const isBroken = signature.standing === "broken";
  return (
    <Group gap="sm" align="flex-start" wrap="nowrap">
      <StatusBadge tone={isBroken ? "bad" : "good"}>
        {isBroken ? forms.signatureBroken : forms.signatureValid}
      </StatusBadge>
      <Box>
        <Text size="sm" fw={600} td={isBroken ? "line-through" : undefined}>
          {signature.meaning}
        </Text>
        <Text size="sm" component="div">
          {`${signature.printedName}, ${role(signature.role)}, `}
          <Moment at={signature.at} zone={zone} />
        </Text>
        {isBroken ? (
          <Box mt={4}>
            <Text size="sm">
              {signature.brokenBy.length === 0 ? forms.brokenByVersion : forms.brokenLead}
            </Text>
            <ul className="vigil-broken">
              {signature.brokenBy.map(({ path, changedBy, at }) => (
                <li key={path}>
                  <button type="button" className="vigil-link" onClick={() => goTo(path)}>
                    {forms.brokenBy(
                      questionAt(sheet.model, path)?.label ?? path,
                      changedBy,
                      formatMoment(at, zone),
                    )}
                  </button>
                </li>
              ))}
            </ul>
          </Box>
        ) : null}
      </Box>
    </Group>
  );
}

type SignActionsProps = SignaturesPanelProps & {
  readonly meanings: readonly { readonly role: string; readonly meaning: string }[];
};

/** The signatures that this person may put to the form now. */
function SignActions({ sheet, address, meanings }: SignActionsProps): ReactNode {
  const { forms } = useMessages();
  const { may, roles } = useStudy();
  const [meaning, setMeaning] = useState<string>();
  const { view, form } = sheet;
  const { send, isSending, problem, forget } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/sign-record",
    { studyId: address.studyId, subjectId: address.participantId },
  );
  const own = meanings.filter(({ role }) => roles.some((mine) => mine === role));
  const isFree = form.form.signedBy.length === 0 && roles.some((role) => role === "investigator");
  const hash = view.contentHash;
  // What is typed and not recorded would not be signed.
  if (!may("sign-record") || hash === null || sheet.kept.keeper.isAhead()) return null;
  const offered = [
    ...own.map((one) => ({ meaning: one.meaning, label: forms.sign(one.meaning) })),
    ...(isFree ? [{ meaning: forms.reviewed, label: forms.signAs }] : []),
  ].filter(
    (one) => !view.signatures.some((known) => known.meaning === one.meaning && known.standing === "valid"),
  );
  const close = (): void => {
    forget();
    setMeaning(undefined);
  };
  const sign = async (proof: Proof): Promise<void> => {
    if (meaning === undefined) return;
    const data = { target: { kind: "form" as const, id: address.formKey }, meaning, contentHash: hash };
    if (await send({ basedOn: view.version, proof, data })) close();
    else sheet.lookAgain();
  };
  return (
    <>
      <Group gap="xs">
        {offered.map((one) => (
          <Button key={one.meaning} variant="light" onClick={() => setMeaning(one.meaning)}>
            {one.label}
          </Button>
        ))}
      </Group>
      <SignDialog
        opened={meaning !== undefined}
        onClose={close}
        title={forms.signTitle(view.label)}
        meaning={meaning ?? ""}
        isSending={isSending}
        problem={problem}
        onSign={sign}
      />
    </>
  );
}
