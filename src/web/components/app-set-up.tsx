import { Anchor, Box, Button, Code, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, type ReactNode, useState } from "react";
import { useCall } from "../api/use-call.ts";
import { useMessages } from "../messages/messages.tsx";
import { ProblemNote } from "./problem-note.tsx";
import { QrCode } from "./qr-code.tsx";

/** A secret that the server has proposed for an app. */
export type ProposedApp = { readonly secret: string; readonly uri: string };

type AppSetUpProps = { readonly proposed: ProposedApp; readonly onAdded: () => void | Promise<void> };

/** Adds an authenticator app: scan, or type the key, then confirm with its first code. */
export function AppSetUp({ proposed, onAdded }: AppSetUpProps): ReactNode {
  const { account } = useMessages();
  const confirm = useCall("POST /api/account/authenticator-app");
  const [code, setCode] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (await confirm.send({ body: { code } })) await onAdded();
    else setCode("");
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        <Text size="sm">{account.scan}</Text>
        <Box ta="center">
          <QrCode text={proposed.uri} label={account.qrCode} />
        </Box>
        <SecretKey secret={proposed.secret} />
        <TextInput
          label={account.firstCode}
          description={account.firstCodeHelp}
          inputMode="numeric"
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value.replace(/\D/g, "").slice(0, 6))}
        />
        <ProblemNote problem={confirm.problem} />
        <Button type="submit" loading={confirm.isSending} disabled={code.length < 6} fullWidth>
          {account.addApp}
        </Button>
      </Stack>
    </form>
  );
}

function SecretKey({ secret }: { readonly secret: string }): ReactNode {
  const { account, common } = useMessages();
  return (
    <Stack gap={4}>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {account.keyByHand}
        </Text>
        <CopyButton value={secret}>
          {({ copied, copy }) => (
            <Anchor component="button" type="button" size="xs" onClick={copy}>
              {copied ? common.copied : common.copy}
            </Anchor>
          )}
        </CopyButton>
      </Group>
      <Code block ta="center" fz="sm">
        {(secret.match(/.{1,4}/g) ?? []).join(" ")}
      </Code>
    </Stack>
  );
}
