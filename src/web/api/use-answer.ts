import {
  type keepPreviousData,
  type QueryClient,
  type UseQueryResult,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { askOrRemember } from "../offline/prepare-for-offline.ts";
import { type Answer, ApiError, call } from "./call.ts";
import type { Routes } from "./routes.generated.ts";

type Route = keyof Routes;

/** What a GET route answers, kept fresh while the page is open. */
export function useAnswer<Key extends Route>(
  route: Key,
  needs: Parameters<typeof call<Key>>[1],
  options: {
    readonly enabled?: boolean;
    readonly refetchInterval?: number;
    /** `keepPreviousData`: what was answered to the last question stays until the next one is. */
    readonly placeholderData?: typeof keepPreviousData;
    /** Shows, where the server cannot be reached, what it last answered on this device (`rememberedAt` says when). */
    readonly offline?: boolean;
  } = {},
): UseQueryResult<Answer<Key>, ApiError> {
  const { offline = false, ...others } = options;
  return useQuery<Answer<Key>, ApiError>({
    queryKey: [route, needs],
    queryFn: () => (offline ? askOrRemember(route, needs) : call(route, needs)),
    // A browser that believes itself offline proves nothing: it is the server that is asked.
    networkMode: "always",
    // What a person may not see stays so; only the network is worth another try.
    retry: (count, error) => count < 2 && error instanceof ApiError && error.problem.code === "offline",
    ...others,
  });
}

/** Asks anew for all that is on the screen, after something was done. */
export function useRefresh(): () => Promise<void> {
  const client: QueryClient = useQueryClient();
  return () => client.invalidateQueries();
}
