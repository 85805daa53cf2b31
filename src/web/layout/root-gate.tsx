import { Center, Loader } from "@mantine/core";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { useMessages } from "../messages/messages.tsx";
import { ExpiryNotice } from "../session/expiry-notice.tsx";
import { SessionKeeper, useKeeper } from "../session/session-keeper.tsx";
import { SignInAgain } from "../session/sign-in-again.tsx";
import { useActivity } from "../session/use-activity.ts";
import { type Session, useSession } from "../session/use-session.ts";

const publicPages = ["/sign-in", "/set-up", "/invitation"];
/** For whoever cannot sign in, and for whoever is signed in as well. */
const emergencyPage = "/emergency";
/** For whoever tells something in confidence, signed in or not. */
const reportPage = "/report";

/** Leads everybody to where they may be: to sign in, to set the instance up, to the one form of a handed-over device. */
export function RootGate(): ReactNode {
  return (
    <SessionKeeper>
      <Gate />
    </SessionKeeper>
  );
}

function Gate(): ReactNode {
  const { common } = useMessages();
  const session = useSession();
  const setUp = useAnswer("GET /api/set-up", {});
  const { person } = useKeeper();
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const state = session.data?.state;
  const stay = useActivity(state === "signed-in");
  // Their session ended by itself: their page stays where it is, behind the sign-in.
  const isOver = person !== undefined && (state === "signed-out" || state === "pending");
  const place =
    session.data && setUp.data && !isOver ? placeFor(session.data, setUp.data.isNeeded, pathname) : undefined;

  useEffect(() => {
    if (place !== undefined && place !== pathname) void navigate({ to: place, replace: true });
  }, [place, pathname, navigate]);

  // A lost network never takes away a page that is open.
  const isOpen =
    place === pathname || isOver || (place === undefined && session.isError && !session.isPending);
  if (!isOpen) {
    return (
      <Center mih="60vh">
        <Loader aria-label={common.loading} />
      </Center>
    );
  }
  return (
    <>
      <Outlet />
      {isOver ? <SignInAgain person={person} /> : null}
      {person && state === "signed-in" ? <ExpiryNotice person={person} onStay={stay} /> : null}
    </>
  );
}

function placeFor({ state }: Session, isSetUpNeeded: boolean, pathname: string): string {
  if (state === "handed-over") return "/handed-over";
  if (pathname === emergencyPage || pathname === reportPage) return pathname;
  const isPublic = publicPages.includes(pathname);
  if (state === "signed-in") return isPublic || pathname === "/handed-over" ? "/" : pathname;
  if (isSetUpNeeded) return "/set-up";
  if (pathname === "/invitation") return pathname;
  return "/sign-in";
}
