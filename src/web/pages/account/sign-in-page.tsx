import { Alert, Anchor, Divider, Stack, Text } from "@mantine/core";
import { Link, useLocation } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { DoorFrame } from "../../layout/door-frame.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { OpenIdButton } from "../../session/open-id-button.tsx";
import { SignInSteps, signInStage } from "../../session/sign-in-steps.tsx";
import { useSession } from "../../session/use-session.ts";
import { DemonstrationPeople } from "./demonstration-people.tsx";

/** Signing in: by password and second step, by the institution's provider, or, in a demonstration, as one of its people. */
export function SignInPage(): ReactNode {
  const { account, unblinding } = useMessages();
  const session = useSession();
  const setUp = useAnswer("GET /api/set-up", {});
  const stage = signInStage(session.data);
  const isFirst = stage === "password";
  const openId = setUp.data?.openId;
  const people = setUp.data?.demonstrationUsers ?? [];
  const heading = {
    password: { title: account.signIn },
    "second-step": { title: account.secondStep, lead: account.secondStepHelp },
    "set-up": { title: account.setUpFactor, lead: account.setUpFactorHelp },
  }[stage];
  return (
    <DoorFrame
      {...heading}
      beside={isFirst && people.length > 0 ? <DemonstrationPeople people={people} /> : undefined}
    >
      <Stack>
        {isFirst ? <WhatWentWrong label={openId?.label} /> : null}
        <SignInSteps takesFocus={people.length === 0} />
        {isFirst && openId ? (
          <>
            <Divider label={account.or} />
            <OpenIdButton label={openId.label} />
          </>
        ) : null}
        <Anchor component={Link} to="/emergency" size="sm">
          {unblinding.emergencyLink}
        </Anchor>
      </Stack>
    </DoorFrame>
  );
}

/** Why the provider's sign-in led back here, as the address says. */
function WhatWentWrong({ label }: { readonly label: string | undefined }): ReactNode {
  const { account, common } = useMessages();
  const problem = (useLocation().search as { readonly problem?: string }).problem;
  const text = problem === undefined ? undefined : account.openIdProblem(problem, label ?? "");
  if (text === undefined) return null;
  return (
    <Alert role="alert" color="red" variant="light" title={common.error}>
      <Text size="sm">{text}</Text>
    </Alert>
  );
}
