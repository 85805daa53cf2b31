import { Center, Loader } from "@mantine/core";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { useMessages } from "../messages/messages.tsx";
import { UnlockOffline } from "../offline/components/unlock-device.tsx";
import { OfflineKeeper } from "../offline/offline-keeper.tsx";
import { useDevice } from "../offline/use-device.ts";
import { ExpiryNotice } from "../session/expiry-notice.tsx";
import { SessionKeeper, useKeeper } from "../session/session-keeper.tsx";
import { SignInAgain } from "../session/sign-in-again.tsx";
import { useActivity } from "../session/use-activity.ts";
import { type Session, useSession } from "../session/use-session.ts";

const publicPages = ["/sign-in", "/set-up", "/invitation"];
/** For whoever cannot sign in, and for whoever is signed in as well. */
const emergencyPage = "/emergency";
/** A session's page locks itself, and keeps vital signs and emergencies at hand while it does. */
const roomPage = /^\/studies\/[^/]+\/sessions\/[^/]+$/;
/** For whoever tells something in confidence, signed in or not. */
const reportPage = "/report";

/** Leads everybody to where they may be: to sign in, to set the instance up, to the one form of a handed-over device. */
export function RootGate(): ReactNode {
  return (
    <SessionKeeper>
      <OfflineKeeper />
      <Gate />
    </SessionKeeper>
  );
}

function Gate(): ReactNode {
  const { common } = useMessages();
  const session = useSession();
  const setUp = useAnswer("GET /api/set-up", {}, { offline: true });
  const { person } = useKeeper();
  const { pathname } = useLocation();
  const device = useDevice();
  const navigate = useNavigate();
  const state = session.data?.state;
  const stay = useActivity(state === "signed-in");
  // Their session ended by itself: their page stays where it is, behind the sign-in.
  const isOver = person !== undefined && (state === "signed-out" || state === "pending");
  const place =
    session.data && (setUp.data || state === "signed-in") && !isOver
      ? placeFor(session.data, setUp.data?.isNeeded ?? false, pathname)
      : undefined;

  useEffect(() => {
    if (place !== undefined && place !== pathname) void navigate({ to: place, replace: true });
  }, [place, pathname, navigate]);

  const isRoom = roomPage.test(pathname);
  // A lost network never takes away a page that is open.
  // Asking again, as every page does that opens, must not take it away either.
  const isUnreached = session.data === undefined && session.errorUpdateCount > 0;
  const isOpen = place === pathname || isOver || (place === undefined && isUnreached);
  if (!isOpen) {
    return (
      <Center mih="60vh">
        <Loader aria-label={common.loading} />
      </Center>
    );
  }
  // The server is gone, and nobody is known: whoever is enrolled here unlocks what the device keeps.
  const isLockedOut = isUnreached && person === undefined && device.record && !device.unlocked;
  return (
    <>
      <Outlet />
      {isLockedOut ? <UnlockOffline /> : null}
      {isOver && !isRoom ? <SignInAgain person={person} /> : null}
      {person && state === "signed-in" && !isRoom ? <ExpiryNotice person={person} onStay={stay} /> : null}
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
