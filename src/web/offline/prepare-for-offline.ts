import { type Answer, ApiError, call } from "../api/call.ts";
import type { Routes } from "../api/routes.generated.ts";
import { deviceState } from "./device-state.ts";
import { keepSnapshot, readSnapshot } from "./snapshots.ts";

/** A question to the server, by its route. */
export type Question<Key extends keyof Routes = keyof Routes> = {
  readonly route: Key;
  readonly needs: Parameters<typeof call<Key>>[1];
};

const moments = new Map<string, number>();

/**
 * Fetches what a page without the server needs, and keeps it on the device for whoever has unlocked it.
 * @returns the questions that were not answered: those pages will have nothing to show
 */
export async function prepareForOffline(questions: readonly Question[]): Promise<readonly Question[]> {
  const kept = await Promise.all(
    questions.map(({ route, needs }) =>
      askAndKeep(route, needs).then(
        () => true,
        () => false,
      ),
    ),
  );
  return questions.filter((_, index) => !kept[index]);
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
    const isUnreached = error instanceof ApiError && error.problem.code === "offline";
    if (!isUnreached || !unlocked) throw error;
    const snapshot = await readSnapshot(unlocked, { route, needs });
    if (!snapshot) throw error;
    moments.set(JSON.stringify([route, needs]), snapshot.at);
    return snapshot.answer as Answer<Key>;
  }
}

/** When the server answered what is shown, where it is shown from the device; undefined: it is the server's own word. */
export function rememberedAt(route: keyof Routes, needs: unknown): number | undefined {
  return moments.get(JSON.stringify([route, needs]));
}

async function askAndKeep<Key extends keyof Routes>(
  route: Key,
  needs: Parameters<typeof call<Key>>[1],
): Promise<Answer<Key>> {
  const answer = await call(route, needs);
  moments.delete(JSON.stringify([route, needs]));
  const { unlocked } = deviceState();
  if (unlocked) await keepSnapshot(unlocked, { route, needs }, { answer, at: Date.now() });
  return answer;
}
