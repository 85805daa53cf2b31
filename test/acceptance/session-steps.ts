import type { Page } from "playwright-core";
import { demonstrationPassword } from "#usecases";
import { button, confirm, dialog } from "./participant-steps.ts";

/** What the pair does on the page of a session, each as somebody does it with a thumb. */

export async function turnTo(page: Page, tab: string): Promise<void> {
  await page.getByRole("tab", { name: tab, exact: true }).click();
}

export async function goToPart(page: Page, part: string): Promise<void> {
  await page
    .getByRole("navigation", { name: "Parts of the session" })
    .getByText(part, { exact: true })
    .click();
}

/** Types the four measures on the pad, digit by digit, and saves them. */
export async function measure(page: Page, ...measures: readonly string[]): Promise<void> {
  if (await page.getByRole("tab", { name: "Vitals" }).isVisible()) await turnTo(page, "Vitals");
  const pad = page.getByRole("group", { name: "Number pad" });
  for (const digit of measures.join("")) await pad.getByRole("button", { name: digit, exact: true }).click();
  await button(page, "Save").click();
  await saved(page);
}

/** Waits until all that was entered is on record. */
export async function saved(page: Page): Promise<void> {
  await page.getByText("Server reached just now").waitFor();
}

/** All probes well, the effect felt as strongly as so many steps of five. */
export async function probe(page: Page, steps: number): Promise<void> {
  await turnTo(page, "Probes");
  await button(page, "All yes").click();
  await slide(page, "Felt strength of the effect", steps);
  await button(page, "Save").click();
  await saved(page);
}

export async function rateDistress(page: Page, distress: number, arousal: number): Promise<void> {
  await turnTo(page, "SUDS");
  await slide(page, "Distress (SUDS)", distress / 5);
  await slide(page, "Arousal", arousal / 5);
  await button(page, "Save").click();
  await saved(page);
}

/** Moves a slider by its keys to so many steps from its beginning; to the beginning itself it goes by a step up and down. */
async function slide(page: Page, name: string, steps: number): Promise<void> {
  const slider = page.getByRole("slider", { name, exact: true });
  await slider.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Home");
  for (let step = 0; step < steps; step++) await page.keyboard.press("ArrowRight");
}

export async function noteEffect(page: Page, effect: string, intensity: string, felt: string): Promise<void> {
  await turnTo(page, "Effects");
  await button(page, effect).click();
  await button(page, intensity).click();
  await button(page, felt).click();
  await saved(page);
}

export async function takeNote(page: Page, words: string): Promise<void> {
  await turnTo(page, "Note");
  await page.getByRole("textbox", { name: "Note", exact: true }).fill(words);
  await button(page, "Save the note").click();
  await saved(page);
}

/** The second person signs in the dialog that is open. */
export async function withSecond(page: Page, username: string, action: string): Promise<void> {
  await dialog(page).getByLabel("Witness: username").fill(username);
  await dialog(page).getByLabel("Witness: password").fill(demonstrationPassword);
  await confirm(page, action);
}

export async function comeIn(page: Page, who: string, as: string, relieves?: string): Promise<void> {
  await button(page, "Come in").click();
  await dialog(page).getByRole("combobox", { name: "Who" }).selectOption({ label: who });
  await dialog(page).getByRole("combobox", { name: "In which capacity" }).selectOption({ label: as });
  if (relieves)
    await dialog(page).getByRole("combobox", { name: "Relieves" }).selectOption({ label: relieves });
  await confirm(page, "Come in");
}

export async function leave(page: Page, who: string, why: string): Promise<void> {
  await button(page, `Leave: ${who}`).click();
  await dialog(page).getByRole("combobox", { name: "Why" }).selectOption({ label: why });
  await confirm(page, "Leave");
}

/** Answers all that the record cannot know, and has both sign it. */
export async function assess(page: Page, answer: "Yes" | "No", second: string): Promise<void> {
  const answers = page
    .getByRole("region", { name: "Readiness for discharge" })
    .getByRole("button", { name: answer });
  for (const one of await answers.all()) await one.click();
  await button(page, "Sign readiness").click();
  await withSecond(page, second, "Sign readiness");
}

/** Locks the screen, lets time pass, and opens it with the password. */
export async function unlock(page: Page): Promise<void> {
  const locked = page.locator(".vigil-locked");
  await locked.getByRole("textbox", { name: "Password" }).fill(demonstrationPassword);
  await page.keyboard.press("Enter");
  await locked.waitFor({ state: "detached" });
}
