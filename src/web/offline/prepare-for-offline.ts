import { type Answer, ApiError, call } from "../api/call.ts";
import type { Routes } from "../api/routes.generated.ts";
import { deviceState } from "./device-state.ts";
import { keepSnapshot, readSnapshot } from "./snapshots.ts";

/** A question to the server, by its route. */
export type Question<Key extends keyof Routes = keyof Routes> = {
  readonly route: Key;
  readonly needs: Parameters<typeof call<Key>>[1];
};

/**
 * Fetches what the pages of a session need without the server, and keeps it on the device for whoever has unlocked it: who they are and the
 * study always, and the questions that are given.
 * @returns the questions that were not answered: those pages will have nothing to show
 * @throws Error where nobody has unlocked the device
 */
export async function prepareForOffline(
  studyId: string,
  questions: readonly Question[],
): Promise<readonly Question[]> {
  if (!deviceState().unlocked) throw new Error("Cannot prepare this device: nobody has unlocked it.");
  const always = [
    { route: "GET /api/session", needs: {} },
    { route: "GET /api/set-up", needs: {} },
    { route: "GET /api/studies/:studyId", needs: { params: { studyId } } },
  ] as readonly Question[];
  const all = [...always, ...questions];
  const kept = await Promise.allSettled(all.map(({ route, needs }) => askAndKeep(route, needs)));
  return all.filter((_, index) => kept[index]?.status !== "fulfilled");
}

/** Asks the server, and keeps the answer; where it cannot be reached, what it last answered on this device. @throws ApiError where there is neither */
export async function askOrRemember<Key extends keyof Routes>(
  route: Key,
  needs: Parameters<typeof call<Key>>[1],
): Promise<Answer<Key>> {
  try {
    return await askAndKeep(route, needs);
  } catch (error) {
    const { unlocked } = deviceState();
    const isUnreached = error instanceof ApiError && [0, 502, 503, 504].includes(error.problem.status);
    if (!isUnreached || !unlocked) throw error;
    const snapshot = await readSnapshot(unlocked, { route, needs });
    if (!snapshot) throw error;
    return snapshot.answer as Answer<Key>;
  }
}

/** Of the session it is kept who it is of, for whoever that is; not how long it lasts, which is the server's to say. */
function worthKeeping(route: keyof Routes, answer: unknown, user: string): unknown {
  if (route !== "GET /api/session") return answer;
  const { endsIn: _endsIn, ...session } = answer as Answer<"GET /api/session">;
  return session.state === "signed-in" && session.user?.userId === user ? session : undefined;
}

async function askAndKeep<Key extends keyof Routes>(
  route: Key,
  needs: Parameters<typeof call<Key>>[1],
): Promise<Answer<Key>> {
  const answer = await call(route, needs);
  const { unlocked } = deviceState();
  const kept = unlocked && worthKeeping(route, answer, unlocked.user);
  if (kept) await keepSnapshot(unlocked, { route, needs }, { answer: kept, at: Date.now() });
  return answer;
}
