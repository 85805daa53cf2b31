import type { KeptDraft } from "./draft.ts";

/** Where a device keeps what the server does not have yet. */
export type DraftStore = {
  readonly read: (key: string) => Promise<KeptDraft | undefined>;
  readonly write: (key: string, kept: KeptDraft) => Promise<void>;
  readonly remove: (key: string) => Promise<void>;
  /** Keys that begin with the prefix. */
  readonly keys: (prefix: string) => Promise<readonly string[]>;
};

const storeName = "drafts";

/** The browser's database, written through to disk: a crash of the browser loses nothing that was typed. */
function indexedDrafts(factory: IDBFactory, name = "vigil"): DraftStore {
  const open = once(() => openDatabase(factory, name));
  const within = async <Answer>(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest<Answer>,
  ): Promise<Answer> => {
    const transaction = (await open()).transaction(storeName, mode, { durability: "strict" });
    const request = ask(transaction.objectStore(storeName));
    await settled(transaction);
    return request.result;
  };
  return {
    read: (key) => within("readonly", (store) => store.get(key)),
    write: async (key, kept) => {
      await within("readwrite", (store) => store.put(kept, key));
    },
    remove: async (key) => {
      await within("readwrite", (store) => store.delete(key));
    },
    keys: async (prefix) => {
      const keys = await within("readonly", (store) => store.getAllKeys());
      return keys.map(String).filter((key) => key.startsWith(prefix));
    },
  };
}

/** Drafts in memory, for a browser that gives no storage: they last as long as the page. */
export function draftsInMemory(): DraftStore {
  const drafts = new Map<string, KeptDraft>();
  return {
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
  typeof indexedDB === "undefined" ? draftsInMemory() : indexedDrafts(indexedDB);

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
