import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useState,
} from "react";
import { actAs, participantActor } from "../api/acting-person.ts";
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

  const isHandedOver = data?.state === "handed-over";
  const actor = isHandedOver ? participantActor : (present ?? person)?.userId;
  // Before any effect of a page below: whatever they send is sent in this name.
  useLayoutEffect(() => actAs(actor), [actor]);
  useEffect(() => onSessionEnd(() => void refetch()), [refetch]);
  useEffect(() => {
    if (present && present.userId !== person?.userId) {
      if (person) void newSession().then(() => navigate({ to: "/" }));
      setPerson(present);
    }
    if (isHandedOver) setPerson(undefined);
  }, [present, person, isHandedOver, newSession, navigate]);

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

/** The account whose pages are open, still after their session ended by itself; empty before it is known. */
export function usePersonId(): string {
  const { person } = useKeeper();
  return useSession().data?.user?.userId ?? person?.userId ?? "";
}
