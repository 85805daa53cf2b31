import type { Page } from "playwright-core";
import { formIdOf } from "#trial";
import { answersTo } from "../../src/demonstration/answers/index-of-forms.ts";
import { keysFor, rateAll } from "../forms/caps-5-keys.ts";
import { answerForm } from "./answer-form.ts";
import {
  answersAt,
  button,
  confirm,
  dialog,
  formOf,
  openVisit,
  signInDialog,
  stateOf,
  type Told,
} from "./participant-steps.ts";

/** Asks for every independent rating of a visit on the participant's page. */
export async function askForRatings(told: Told, username: string, visitId: string): Promise<void> {
  const page = await openVisit(told, username, visitId);
  const ask = button(page, "Ask for a rating");
  await ask.first().waitFor();
  for (let left = await ask.count(); left > 0; left--) {
    await ask.first().click();
    await dialog(page).getByLabel("Index trauma").fill("Head-on road collision; the passenger was killed.");
    await confirm(page, "Ask for a rating");
    await ask.nth(left - 1).waitFor({ state: "detached" });
  }
}

/** Confirms, once for all that is rated at the visit, where the participant is and who is on duty. */
export async function confirmWhereabouts(told: Told, username: string, visitId: string): Promise<void> {
  const page = await openVisit(told, username, visitId);
  await button(page, "Confirm whereabouts").first().click();
  for (const [label, value] of [
    ["Where the participant is now", "At home, 12 Example Street"],
    ["Number to call them back", "+1 555 0100"],
    ["Clinician on duty", "Dr Lena Brandt"],
    ["Number of the clinician", "+1 555 0199"],
  ] as const)
    await dialog(page).getByLabel(label).fill(value);
  await confirm(page, "Confirm");
  await page.getByText("Whereabouts confirmed until").first().waitFor();
}

/** Opens the assessment as its rater, from the list of their own, and begins it. */
async function beginRating(told: Told, formKey: string): Promise<Page> {
  const { trial } = told;
  const rating = Object.values((await stateOf(told)).ratings).find((one) => one.formKey === formKey);
  if (!rating) throw new Error(`Nobody asked for ${formKey}.`);
  const page = await trial.open(trial.conduct.usernameOf(rating.rater), "/ratings");
  await page.locator(`a[href$="/ratings/${rating.handle}"]`).first().click();
  await button(page, "Begin").click();
  return page;
}

/** The interview, by keys alone: every symptom comes out at 2, but one whose intensity is like no other at 3; 41 in all. */
export async function rateCaps5(told: Told, formKey: string): Promise<void> {
  const page = await beginRating(told, formKey);
  await page.locator(".vigil-map").waitFor();
  await rateAll(page, 30, (number) => (number === 6 ? ["2", "4", "Enter"] : keysFor(number)));
  await handIn(page, told);
}

/** Any other form that a rater fills. */
export async function rateForm(told: Told, formKey: string): Promise<void> {
  const formId = formIdOf(formKey);
  const page = await beginRating(told, formKey);
  const [visitId = ""] = formKey.split("/");
  if (answersTo[formId])
    await answerForm(page, formOf(told.trial, formId), await answersAt(told, visitId, formId));
  await handIn(page, told);
}

async function handIn(page: Page, { trial }: Told): Promise<void> {
  await trial.minutes(8);
  await page.locator("[data-submit-rating]").click();
  await signInDialog(page);
  await page.getByText("The assessment was handed in").waitFor();
}
