import { Button, Loader, Stack, Tabs } from "@mantine/core";
import { browserSupportsWebAuthn } from "@simplewebauthn/browser";
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { call } from "../api/call.ts";
import { useCall } from "../api/use-call.ts";
import { AppSetUp, type ProposedApp } from "../components/app-set-up.tsx";
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

function FirstApp({ onAdded }: { readonly onAdded: () => Promise<void> }): ReactNode {
  const { common } = useMessages();
  const proposal = useCall("POST /api/account/authenticator-app/proposal");
  const [proposed, setProposed] = useState<ProposedApp>();
  const propose = async (): Promise<void> => setProposed(await proposal.send({ body: {} }));
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when it is shown: each asking makes another secret
  useEffect(() => {
    void propose();
  }, []);
  if (proposed) return <AppSetUp proposed={proposed} onAdded={onAdded} />;
  if (!proposal.problem) return <Loader aria-label={common.loading} />;
  return (
    <Stack>
      <ProblemNote problem={proposal.problem} />
      <Button variant="default" onClick={propose}>
        {common.retry}
      </Button>
    </Stack>
  );
}
