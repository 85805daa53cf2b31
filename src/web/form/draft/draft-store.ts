import type { SealedForDevice } from "../../offline/stored-entry.ts";
import type { KeptDraft } from "./draft.ts";
import { type DraftSeal, deviceSeal } from "./draft-seal.ts";

/** Where a device keeps what the server does not have yet. */
export type DraftStore = {
  /** `locked`: there is one, sealed, and nobody has unlocked the device. */
  readonly read: (key: string) => Promise<KeptDraft | "locked" | undefined>;
  /** Ends when somebody has unlocked the device. */
  readonly whenOpen: () => Promise<void>;
  readonly write: (key: string, kept: KeptDraft) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** Keys that begin with the prefix. */
  readonly keys: (prefix: string) => Promise<readonly string[]>;
  /** Seals what lay open before this browser became an enrolled device. */
  readonly sealAll: () => Promise<void>;
};

const storeName = "drafts";

/** A draft as it lies in the database: sealed on an enrolled device, open elsewhere. */
type Lying = KeptDraft | { readonly sealed: SealedForDevice };

/** The browser's database, written through to disk: a crash of the browser loses nothing that was typed. */
function indexedDrafts(factory: IDBFactory, seal: DraftSeal, name = "vigil"): DraftStore {
  const open = once(() => openDatabase(factory, name));
  const inOrder = queueOfWork();
  const within = async <Answer>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<Answer>,
  ): Promise<Answer> => {
    const transaction = (await open()).transaction(storeName, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(storeName));
    await settled(transaction);
    return request.result;
  };
  const put = async (key: string, kept: KeptDraft): Promise<void> => {
    const sealed = await seal.seal(key, JSON.stringify(kept));
    await within("readwrite", (store) => store.put(sealed ? { sealed } : kept, key));
  };
  return {
    whenOpen: seal.whenOpen,
    read: async (key) => {
      const lying = await within<Lying | undefined>("readonly", (store) => store.get(key));
      if (!lying || !("sealed" in lying)) return lying;
      const text = await seal.open(key, lying.sealed);
      return text === undefined ? "locked" : (JSON.parse(text) as KeptDraft);
    },
    write: (key, kept) => inOrder(() => put(key, kept)),
    remove: (key) =>
      inOrder(async () => {
        await within("readwrite", (store) => store.delete(key));
      }),
    keys: async (prefix) => {
      const keys = await within("readonly", (store) => store.getAllKeys());
      return keys.map(String).filter((key) => key.startsWith(prefix));
    },
    sealAll: () =>
      inOrder(async () => {
        for (const key of await within("readonly", (store) => store.getAllKeys())) {
          const lying = await within<Lying | undefined>("readonly", (store) => store.get(key));
          if (lying && !("sealed" in lying)) await put(String(key), lying);
        }
      }),
  };
}

/** Sealing takes a moment: what is written later is never overtaken by what was written before. */
function queueOfWork(): (work: () => Promise<void>) => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return (work) => {
    const done = last.then(work);
    last = done.catch(() => {});
    return done;
  };
}

/** Drafts in memory, for a browser that gives no storage: they last as long as the page. */
export function draftsInMemory(): DraftStore {
  const drafts = new Map<string, KeptDraft>();
  return {
    whenOpen: async () => {},
    sealAll: async () => {},
    read: async (key) => drafts.get(key),
    write: async (key, kept) => {
      drafts.set(key, kept);
    },
    remove: async (key) => {
      drafts.delete(key);
    },
    keys: async (prefix) => [...drafts.keys()].filter((key) => key.startsWith(prefix)),
  };
}

/** The drafts of this device. */
export const deviceDrafts: DraftStore =
  typeof indexedDB === "undefined" ? draftsInMemory() : indexedDrafts(indexedDB, deviceSeal);

function openDatabase(factory: IDBFactory, name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = factory.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function settled(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error);
  });
}

function once<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
