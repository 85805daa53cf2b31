import { useMemo } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";
import { type Happening, happeningsIn } from "./happenings.ts";

export function useHappenings(): readonly Happening[] {
  const { dosingSession } = useMessages();
  const { session, pack } = useHeld();
  return useMemo(() => happeningsIn(session, pack, dosingSession), [session, pack, dosingSession]);
}
