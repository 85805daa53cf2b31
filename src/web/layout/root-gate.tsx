import { Center, Loader } from "@mantine/core";
import { Outlet, useLocation, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useAnswer } from "../api/use-answer.ts";
import { useMessages } from "../messages/messages.tsx";
import { type Session, useSession } from "../session/use-session.ts";

const publicPages = ["/sign-in", "/set-up", "/invitation"];

/** Leads everybody to where they may be: to sign in, to set the instance up, to the one form of a handed-over device. */
export function RootGate(): ReactNode {
  const { common } = useMessages();
  const session = useSession();
  const setUp = useAnswer("GET /api/set-up", {});
  const { pathname } = useLocation();
  const navigate = useNavigate();
  const place =
    session.data && setUp.data ? placeFor(session.data, setUp.data.isNeeded, pathname) : undefined;

  useEffect(() => {
    if (place !== undefined && place !== pathname) void navigate({ to: place, replace: true });
  }, [place, pathname, navigate]);

  // A lost network never takes away a page that is open.
  if (place === pathname || (place === undefined && session.isError && !session.isPending)) return <Outlet />;
  return (
    <Center mih="60vh">
      <Loader aria-label={common.loading} />
    </Center>
  );
}

function placeFor({ state }: Session, isSetUpNeeded: boolean, pathname: string): string {
  if (state === "handed-over") return "/handed-over";
  const isPublic = publicPages.includes(pathname);
  if (state === "signed-in") return isPublic || pathname === "/handed-over" ? "/studies" : pathname;
  if (isSetUpNeeded) return "/set-up";
  if (pathname === "/invitation") return pathname;
  return "/sign-in";
}
