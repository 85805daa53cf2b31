import { Button, Loader, Stack, Tabs } from "@mantine/core";
import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { call } from "../api/call.ts";
import { problemOf } from "../api/use-command.ts";
import { AppSetUp } from "../components/app-set-up.tsx";
import { PasskeySetUp } from "../components/passkey-set-up.tsx";
import { ProblemNote } from "../components/problem-note.tsx";
import { useMessages } from "../messages/messages.tsx";
import { StartOver } from "./second-step.tsx";

/** Whoever has no second factor yet sets one up before anything else. */
export function SetUpStep(): ReactNode {
  const { account } = useMessages();
  const client = useQueryClient();
  const goOn = (): Promise<void> => client.invalidateQueries();
  const canUsePasskeys = browserSupportsWebAuthn();
  return (
    <Stack>
      {canUsePasskeys ? (
        <Tabs defaultValue="app">
          <Tabs.List grow mb="md">
            <Tabs.Tab value="app">{account.app}</Tabs.Tab>
            <Tabs.Tab value="passkey">{account.passkey}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="app">
            <FirstApp onAdded={goOn} />
          </Tabs.Panel>
          <Tabs.Panel value="passkey">
            <PasskeySetUp propose={proposePasskey} onAdded={goOn} />
          </Tabs.Panel>
        </Tabs>
      ) : (
        <FirstApp onAdded={goOn} />
      )}
      <StartOver />
    </Stack>
  );
}

async function proposePasskey(): Promise<unknown> {
  return (await call("POST /api/account/passkeys/proposal", { body: {} })).options;
}

/** The server's proposal is asked for once, however often it is shown: each asking makes another secret. */
function FirstApp({ onAdded }: { readonly onAdded: () => Promise<void> }): ReactNode {
  const { common } = useMessages();
  const proposal = useQuery({
    queryKey: ["proposed app"],
    queryFn: () => call("POST /api/account/authenticator-app/proposal", { body: {} }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  if (proposal.data) return <AppSetUp proposed={proposal.data} onAdded={onAdded} />;
  if (!proposal.error) return <Loader aria-label={common.loading} />;
  return (
    <Stack>
      <ProblemNote problem={problemOf(proposal.error)} />
      <Button variant="default" onClick={() => proposal.refetch()}>
        {common.retry}
      </Button>
    </Stack>
  );
}
