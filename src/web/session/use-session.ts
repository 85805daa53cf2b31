import { type UseQueryResult, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Answer, ApiError } from "../api/call.ts";
import { useAnswer } from "../api/use-answer.ts";

export type Session = Answer<"GET /api/session">;
export type SignedInPerson = NonNullable<Session["user"]>;

/** Who is signed in on this device. Asking does not keep anybody signed in. */
export function useSession(): UseQueryResult<Session, ApiError> {
  return useAnswer("GET /api/session", {}, { refetchInterval: 60_000, offline: true });
}

/** Forgets all that was shown, so that the next person sees nothing of it, and asks anew who is signed in. */
export function useNewSession(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== "GET /api/session" });
    await client.invalidateQueries();
  }, [client]);
}
