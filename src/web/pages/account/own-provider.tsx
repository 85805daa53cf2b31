import { Alert, Button, Text } from "@mantine/core";
import { useLocation } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { call } from "../../api/call.ts";
import { useRefresh } from "../../api/use-answer.ts";
import { ProveDialog } from "../../components/prove-dialog.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";

type OwnProviderProps = { readonly openId: { readonly label: string; readonly isLinked: boolean } };

/** The sign-in of the institution: linked by the owner's proof, or cut. */
export function OwnProvider({ openId: { label, isLinked } }: OwnProviderProps): ReactNode {
  const { account, common } = useMessages();
  const refresh = useRefresh();
  const [isOpen, setOpen] = useState(false);
  const problem = (useLocation().search as { readonly problem?: string }).problem;
  const failure = problem === undefined ? undefined : account.openIdProblem(problem, label);
  return (
    <Section
      title={account.provider}
      lead={isLinked ? account.providerLinked(label) : account.providerNotLinked(label)}
      actions={
        <Button variant="default" onClick={() => setOpen(true)}>
          {isLinked ? account.unlink : account.link}
        </Button>
      }
    >
      {failure === undefined || isLinked ? null : (
        <Alert role="alert" color="red" variant="light" title={common.error}>
          <Text size="sm">{failure}</Text>
        </Alert>
      )}
      <ProveDialog
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={isLinked ? account.unlink : account.link}
        lead={isLinked ? account.unlinkLead(label) : account.linkLead(label)}
        action={isLinked ? account.unlink : account.continue}
        isDangerous={isLinked}
        onProve={async (proof) => {
          if (!isLinked) {
            const { url } = await call("POST /api/open-id/link", { body: { proof } });
            location.assign(url);
            return;
          }
          await call("POST /api/open-id/unlink", { body: { proof } });
          setOpen(false);
          await refresh();
        }}
      />
    </Section>
  );
}
