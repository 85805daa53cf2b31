import { Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import { PasswordStep } from "./password-step.tsx";
import { SecondStep } from "./second-step.tsx";
import { SetUpStep } from "./set-up-step.tsx";
import { type Session, useSession } from "./use-session.ts";

/** Which step of signing in comes next, as the server has it: a page that is loaded anew goes on where it was. */
export type SignInStage = "password" | "second-step" | "set-up";

export function signInStage(session: Session | undefined): SignInStage {
  if (session?.state !== "pending") return "password";
  return (session.factors ?? []).length > 0 ? "second-step" : "set-up";
}

type SignInStepsProps = {
  /** Whoever is named signs in, and nobody else. */
  readonly username?: string;
  /** Whether the first field takes the focus; not where another way in stands beside it. */
  readonly takesFocus?: boolean;
  /** Called when the password was all that it took; after a second step the session says so itself. */
  readonly onSignedIn?: () => void;
};

/** Username and password, then the second step, or the setting up of one. */
export function SignInSteps({ username, takesFocus = true, onSignedIn }: SignInStepsProps): ReactNode {
  const { common } = useMessages();
  const { data, isPending } = useSession();
  if (isPending && !data) return <Loader aria-label={common.loading} />;
  switch (signInStage(data)) {
    case "password":
      return <PasswordStep username={username} takesFocus={takesFocus} onSignedIn={onSignedIn} />;
    case "second-step":
      return <SecondStep factors={data?.factors ?? []} />;
    case "set-up":
      return <SetUpStep />;
  }
}
