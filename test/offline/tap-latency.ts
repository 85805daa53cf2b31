import type { Page } from "playwright-core";

/** Of each tap, in milliseconds: until it is shown as pending, and until it is shown as saved, strictly on disk. */
export type TapLatency = { readonly pending: readonly number[]; readonly saved: readonly number[] };

/**
 * Taps a quick note of the session's console again and again, one after another, and looks when each is shown. The page is open on the
 * console of an enrolled device, with its own clock.
 */
export async function measureTaps(page: Page, taps: number, note = "Drinks water"): Promise<TapLatency> {
  await giveNames(page);
  await page.getByRole("tab", { name: "Note", exact: true }).click();
  await page.getByRole("button", { name: note }).waitFor();
  return page.evaluate(
    async ([label, count]) => {
      const log = document.querySelector(".vigil-lines");
      const button = [...document.querySelectorAll("button")].find(
        ({ textContent }) => textContent === label,
      );
      if (!log || !button) throw new Error("The console is not open.");
      /** When it first holds, looked at after each change of the page. */
      const when = (holds: () => boolean): Promise<number> =>
        new Promise((resolve, reject) => {
          const late = setTimeout(() => reject(new Error("Nothing was shown in ten seconds.")), 10_000);
          const look = (): void => {
            if (!holds()) return;
            observer.disconnect();
            clearTimeout(late);
            resolve(performance.now());
          };
          const observer = new MutationObserver(look);
          observer.observe(log, { childList: true, subtree: true, attributes: true });
          look();
        });
      const pending: number[] = [];
      const saved: number[] = [];
      for (let tap = 0; tap < count; tap++) {
        const before = log.firstElementChild;
        const tapped = performance.now();
        const isThere = when(() => log.firstElementChild !== before);
        const isSaved = when(
          () =>
            log.firstElementChild !== before && log.firstElementChild?.getAttribute("data-state") === "saved",
        );
        button.click();
        pending.push((await isThere) - tapped);
        saved.push((await isSaved) - tapped);
        await new Promise((resolve) => setTimeout(resolve, 120));
      }
      return { pending, saved };
    },
    [note, taps] as const,
  );
}

/** So many writes of as much as an entry takes, one after another, to a database of the same browser, each strictly on disk: in milliseconds. */
export async function measureWrites(page: Page, writes: number): Promise<readonly number[]> {
  await giveNames(page);
  return page.evaluate(async (count) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const request = indexedDB.open("bare-writes", 1);
      request.onupgradeneeded = () => request.result.createObjectStore("lines");
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    const line = "x".repeat(1_500);
    const taken: number[] = [];
    for (let at = 0; at < count; at++) {
      const begun = performance.now();
      await new Promise<void>((resolve, reject) => {
        const transaction = database.transaction("lines", "readwrite", { durability: "strict" });
        transaction.objectStore("lines").put(line, at);
        transaction.oncomplete = () => resolve();
        transaction.onerror = () => reject(transaction.error);
      });
      taken.push(performance.now() - begun);
    }
    database.close();
    return taken;
  }, writes);
}

/** What runs these sources outside of Vitest wraps inner functions in a helper that a page does not have. */
async function giveNames(page: Page): Promise<void> {
  await page.evaluate("globalThis.__name = (it) => it");
}

/** The value that so great a share of them does not exceed. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}
