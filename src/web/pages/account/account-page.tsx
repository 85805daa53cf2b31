import { Alert, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { OwnBreakGlass } from "./own-break-glass.tsx";
import { OwnPassword } from "./own-password.tsx";
import { OwnProvider } from "./own-provider.tsx";
import { OwnSecondSteps } from "./own-second-steps.tsx";
import { OwnSessions } from "./own-sessions.tsx";

/** One's own account: password, second steps, the institution's sign-in, and where one is signed in. */
export function AccountPage(): ReactNode {
  const { account } = useMessages();
  const own = useAnswer("GET /api/account", {});
  return (
    <Answered query={own}>
      {(known) => (
        <Page title={known.name} lead={account.yourAccountLead(known.username)}>
          <Stack gap="xl" maw={760}>
            {known.isDemonstration ? (
              <Alert variant="light" color="gray">
                <Text size="sm">{account.ofDemonstration}</Text>
              </Alert>
            ) : (
              <>
                <OwnSecondSteps own={known} />
                <OwnPassword username={known.username} />
                {known.openId ? <OwnProvider openId={known.openId} /> : null}
              </>
            )}
            <OwnBreakGlass breakGlass={known.breakGlass} username={known.username} />
            <OwnSessions sessions={known.sessions} />
          </Stack>
        </Page>
      )}
    </Answered>
  );
}
