import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react";
import { onSessionEnd } from "../api/call.ts";
import { type SignedInPerson, useNewSession, useSession } from "./use-session.ts";

/** Whose pages are open in this tab, and how they leave of their own will. */
type Keeper = {
  readonly person: SignedInPerson | undefined;
  /** Forgets the person and all that was shown. */
  readonly leave: () => Promise<void>;
};

const KeeperContext = createContext<Keeper>({ person: undefined, leave: async () => {} });

/**
 * Remembers who signed in on this tab. When their session ends by itself, their pages stay as they are behind the sign-in, so
 * that nothing typed is lost; when somebody else signs in, nothing of them is left.
 */
export function SessionKeeper({ children }: { readonly children: ReactNode }): ReactNode {
  const session = useSession();
  const client = useQueryClient();
  const newSession = useNewSession();
  const navigate = useNavigate();
  const [person, setPerson] = useState<SignedInPerson>();
  const { data, refetch } = session;
  const present = data?.state === "signed-in" ? data.user : undefined;

  useEffect(() => onSessionEnd(() => void refetch()), [refetch]);
  useEffect(() => {
    if (present && present.userId !== person?.userId) {
      if (person) void newSession().then(() => navigate({ to: "/" }));
      setPerson(present);
    }
    if (data?.state === "handed-over") setPerson(undefined);
  }, [present, person, data?.state, newSession, navigate]);

  const leave = useCallback(async () => {
    // First what is known of the session: else whoever was signed in until now would be taken for present again.
    client.setQueryData(["GET /api/session", {}], { state: "signed-out" });
    setPerson(undefined);
    await newSession();
  }, [client, newSession]);
  const keeper = useMemo(() => ({ person, leave }), [person, leave]);
  return <KeeperContext value={keeper}>{children}</KeeperContext>;
}

export function useKeeper(): Keeper {
  return useContext(KeeperContext);
}
