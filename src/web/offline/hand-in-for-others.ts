import { browserAsk } from "./browser-ask.ts";
import { handInFor } from "./http-delivery.ts";
import { indexedStorage } from "./indexed-storage.ts";
import { bySequence, type StoredEntry } from "./stored-entry.ts";

/** Hands in entries that somebody else queued, in the name of whoever is signed in. What is not taken stays as it is, for its author. */
export async function handInForOthers(
  entries: readonly StoredEntry[],
): Promise<{ readonly done: number; readonly not: number }> {
  let done = 0;
  for (const entry of [...entries].sort(bySequence)) {
    const { study, commandId } = entry.sealed.header;
    const answers = await handInFor(browserAsk, study, [{ entry: entry.sealed, after: 0 }]).catch(
      () => undefined,
    );
    const answer = answers?.get(commandId);
    if (answer?.kind !== "acknowledged") continue;
    await indexedStorage.write({ ...entry, state: "acknowledged", version: answer.version });
    done += 1;
  }
  return { done, not: entries.length - done };
}
