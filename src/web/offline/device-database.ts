/** The parts of what an enrolled device keeps. All of it is sealed, save ids and numbers. */
export type DevicePart = "device" | "entries" | "snapshots";

const name = "vigil-device";
const parts: readonly DevicePart[] = ["device", "entries", "snapshots"];

let opened: Promise<IDBDatabase> | undefined;

/** Runs on one part in one transaction, and resolves once that is strictly on the disk itself. */
export async function within<Answer>(
  part: DevicePart,
  mode: IDBTransactionMode,
  ask: (store: IDBObjectStore) => IDBRequest<Answer> | undefined,
): Promise<Answer | undefined> {
  opened ??= open();
  const transaction = (await opened).transaction(part, mode, { durability: "strict" });
  const request = ask(transaction.objectStore(part));
  await settled(transaction);
  return request?.result;
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => {
      for (const part of parts) request.result.createObjectStore(part);
    };
    request.onsuccess = () => {
      // Another tab has a newer version of the app: it may go ahead, and this one opens anew.
      request.result.onversionchange = () => {
        request.result.close();
        opened = undefined;
      };
      resolve(request.result);
    };
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
