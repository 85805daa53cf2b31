import type { Page } from "playwright-core";

/** The number of the item at which the interview stands; 0 before the first. */
export const standsAt = async (page: Page): Promise<number> =>
  Number(/^(\d+)\./.exec((await page.locator("h2").first().textContent()) ?? "")?.[1] ?? 0);

/** The keys that rate an item: the frequency or amount, the intensity, whether it belongs to the trauma, and on. */
export function keysFor(number: number): readonly string[] {
  if (number === 0) return ["1", "Enter"];
  if (number === 21 || number === 22) return ["2", "4", "Enter", "Enter"];
  if (number >= 23 && number <= 28) return ["2", "Enter"];
  const isAsked = number === 9 || (number >= 11 && number <= 20);
  return isAsked ? ["2", "3", "1", "Enter"] : ["2", "3", "Enter"];
}

/** Rates by keys alone, from the item at which the interview stands: each symptom 2 for frequency and 3 for intensity, which makes 2. */
export async function rateAll(
  page: Page,
  upTo: number,
  keysOf: (number: number) => readonly string[] = keysFor,
): Promise<void> {
  for (let number = await standsAt(page); number <= upTo; number = await standsAt(page)) {
    for (const key of keysOf(number)) await page.keyboard.press(key);
    if (number === 30) return;
    await page.waitForFunction(
      (last) => !document.querySelector("h2")?.textContent?.startsWith(last),
      number === 0 ? "A" : `${number}.`,
    );
  }
}
