import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";

/** All that a page of the app can read of what the browser keeps for it: databases, local storage, caches. And its cookies. */
export async function readWholeStorage(context: BrowserContext, page: Page): Promise<string> {
  const stored = await page.evaluate(async () => {
    const parts: string[] = [
      JSON.stringify(Object.entries(localStorage)),
      JSON.stringify(Object.entries(sessionStorage)),
    ];
    for (const { name = "" } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const all = <Value>(request: IDBRequest<Value>): Promise<Value> =>
          new Promise((resolve) => {
            request.onsuccess = () => resolve(request.result);
          });
        const objects = database.transaction(store).objectStore(store);
        parts.push(
          `${name}/${store}`,
          JSON.stringify(await all(objects.getAllKeys())),
          JSON.stringify(await all(objects.getAll())),
        );
      }
      database.close();
    }
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) parts.push(`${name} ${request.url}`);
    }
    return parts.join("\n");
  });
  return `${stored}\n${JSON.stringify(await context.cookies())}`;
}

/** The files of a profile in which one of the texts stands, in any of the ways in which a browser writes text to disk. */
export function filesWith(profile: string, texts: readonly string[]): readonly string[] {
  const names = readdirSync(profile, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  for (const entry of names) {
    if (!entry.isFile()) continue;
    const file = path.join(entry.parentPath, entry.name);
    const bytes = readFileSync(file);
    for (const text of texts) {
      if (bytes.includes(Buffer.from(text, "utf8")) || bytes.includes(Buffer.from(text, "utf16le")))
        found.push(`${path.relative(profile, file)}: ${text}`);
    }
  }
  return found;
}
