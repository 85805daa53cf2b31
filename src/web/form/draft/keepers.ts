import { commandEnvelope } from "../../api/envelope.ts";
import { presentMoment } from "../../api/server-clock.ts";
import { type DraftKeeper, draftKeeper } from "./draft-keeper.ts";
import { type DraftPlace, draftKey, draftsOf, placeOfKey } from "./draft-place.ts";
import { type DraftStore, deviceDrafts } from "./draft-store.ts";
import { sendDraft } from "./send-draft.ts";

type Open = { readonly keeper: DraftKeeper; readonly lookers: Set<() => void> };

const open = new Map<string, Open>();

/**
 * The keeper of a form's draft: one for each form, however often its page is left and opened again, so that what could not be
 * sent goes on being sent.
 */
export function keeperFor(place: DraftPlace, store: DraftStore = deviceDrafts): DraftKeeper {
  return openAt(place, store).keeper;
}

/** Calls back when somebody else wrote on the form, until it is told to stop. */
export function whenBehind(place: DraftPlace, lookAgain: () => void): () => void {
  const { lookers } = openAt(place, deviceDrafts);
  lookers.add(lookAgain);
  return () => lookers.delete(lookAgain);
}

/** Sends what this person left unsent on this device, as after a crash; what waits for a reason stays. */
export async function sendUnsent(user: string, store: DraftStore = deviceDrafts): Promise<void> {
  const keys = await store.keys(draftsOf(user)).catch(() => []);
  for (const key of keys) {
    const place = placeOfKey(key);
    if (place) keeperFor(place, store);
  }
  await Promise.all([...open.values()].map(({ keeper }) => keeper.flush()));
}

/** Forgets a draft's keeper once the server has all of it. */
export function leaveKeeper(place: DraftPlace): void {
  const key = draftKey(place);
  const known = open.get(key);
  if (!known || known.lookers.size > 0) return;
  void known.keeper.flush().then(() => {
    if (known.lookers.size > 0 || known.keeper.isAhead()) return;
    known.keeper.close();
    open.delete(key);
  });
}

function openAt(place: DraftPlace, store: DraftStore): Open {
  const key = draftKey(place);
  const known = open.get(key);
  if (known) return known;
  const lookers = new Set<() => void>();
  const keeper = draftKeeper(key, {
    store,
    send: (sending) => sendDraft(place, sending),
    envelope: () => ({ ...commandEnvelope(), occurredAt: presentMoment() }),
    lookAgain: () => {
      for (const look of lookers) look();
    },
    now: () => Date.now(),
  });
  const made = { keeper, lookers };
  open.set(key, made);
  return made;
}
