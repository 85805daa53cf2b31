import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { CompiledForm, Form } from "#design";
import { type ParticipantId, type SeededRandom, seededRandom } from "#kernel";
import { type ParticipantState, scheduleOf, visitIdFor } from "#trial";
import { demonstrationPassword } from "#usecases";
import type { Answering, Answers } from "../../src/demonstration/answers/answering.ts";
import { answersTo } from "../../src/demonstration/answers/index-of-forms.ts";
import { sites } from "../../src/demonstration/cast.ts";
import { dayAt } from "../../src/demonstration/moments.ts";
import type { Person } from "../../src/demonstration/person.ts";
import { answerForm, answerItem } from "./answer-form.ts";
import { type ServedTrial, zone } from "./served-trial.ts";

/** The site at which the stories play. */
export const site = sites[0] as (typeof sites)[number];

const pin = "2468";

/** One participant of the trial, with what is true of them. */
export type Told = {
  readonly trial: ServedTrial;
  readonly id: ParticipantId;
  readonly person: Person;
  readonly random: SeededRandom;
};

export function toldOf(trial: ServedTrial, id: ParticipantId, person: Person): Told {
  return { trial, id, person, random: seededRandom(person.key) };
}

export const pageOf = ({ id }: Pick<Told, "id">, more = ""): string => `/participants/${id}${more}`;

export const stateOf = ({ trial, id }: Told): Promise<ParticipantState> => trial.conduct.participant(id);

export function button(page: Page, name: string | RegExp) {
  return page.getByRole("button", { name, exact: true });
}

export function dialog(page: Page) {
  return page.getByRole("dialog");
}

/** Confirms what a dialog asks, and waits until it is gone. */
export async function confirm(page: Page, action: string): Promise<void> {
  await dialog(page).getByRole("button", { name: action, exact: true }).click();
  await dialog(page).waitFor({ state: "detached" });
}

/** Proves in a dialog who signs. */
export async function signInDialog(page: Page): Promise<void> {
  await signInDialogWith(page, demonstrationPassword);
}

export async function signInDialogWith(page: Page, password: string): Promise<void> {
  await dialog(page).getByLabel("Your password").fill(password);
  await confirm(page, "Sign");
}

/** Logs the first call of somebody who will go on to consent; the page is then their own. */
export async function logFirstCall(trial: ServedTrial, username: string): Promise<Page> {
  const page = await trial.open(username, "/participants/new");
  await page.getByRole("combobox", { name: "How they heard of the study" }).fill("radio");
  await page.getByRole("radio", { name: "Continues to consent" }).check();
  await button(page, "Log the contact").click();
  await page.getByRole("heading", { name: "No number yet" }).waitFor();
  return page;
}

/** Records on the participant's page that they signed the consent form. */
export async function recordConsent(page: Page): Promise<void> {
  await button(page, "Record consent").click();
  await button(page, "Tick all that are required").click();
  await dialog(page).getByLabel("Who explained it and answered questions").fill("Dr Amos Reyes");
  await dialog(page).getByLabel("The participant was given a copy").check();
  await confirm(page, "Record");
  await page.getByText("Consent current").waitFor();
}

/** Confirms by signature that every criterion is met, and enrolls. */
export async function enroll(told: Told, investigator: string): Promise<void> {
  const page = await told.trial.open(investigator, pageOf(told, "/eligibility"));
  await page.getByText("Every criterion is met").waitFor();
  await button(page, "Confirm eligibility").click();
  await signInDialog(page);
  await page.getByText(/confirmed by Dr Amos Reyes/).waitFor();
  await page.getByRole("link", { name: "Participant", exact: true }).click();
  await button(page, "Enroll").click();
  await confirm(page, "Enroll");
  await page.getByText("Enrolled", { exact: true }).waitFor();
}

/** What the person answers to a form at a visit; under `severity`, how severe their symptoms are. */
export async function answersAt(told: Told, visitId: string, formId: string): Promise<Answers> {
  const { trial, person, random } = told;
  const state = await stateOf(told);
  const day = state.visits.visits[visitId]?.day;
  const answers = answersTo[formId];
  if (!day || !answers) throw new Error(`There are no answers to ${formId} at ${visitId}.`);
  const now = trial.clock.now();
  const answering: Answering = {
    ...{ person, state, random, visitId, day, zone, now, began: now, dosesHeld: 0 },
    ...{ today: dayAt(now, zone), severity: person.severity, witness: "Nora Whitfield" },
  };
  return answers(answering);
}

/** Goes to a visit in the table of the participant's page, opened. */
export async function openVisit({ trial, id }: Told, username: string, visitId: string): Promise<Page> {
  const page = await trial.pageFor(username, pageOf({ id }, `#visit-${visitId}`));
  await page.locator(`[id="visit-${visitId}"]`).first().waitFor();
  return page;
}

/** Makes an appointment, at a time on the clocks of the site. */
export async function arrangeVisit(
  told: Told,
  username: string,
  visitId: string,
  when: string,
): Promise<void> {
  const page = await openVisit(told, username, visitId);
  await button(page, "Arrange").click();
  await dialog(page).getByLabel("When").fill(when);
  await confirm(page, "Arrange");
}

export async function startVisit(told: Told, username: string, visitId: string): Promise<void> {
  const page = await openVisit(told, username, visitId);
  await button(page, "Start now").click();
  await confirm(page, "Start now");
}

export async function completeVisit(told: Told, username: string, visitId: string): Promise<void> {
  const page = await openVisit(told, username, visitId);
  await button(page, "Complete").click();
  await confirm(page, "Complete");
}

/** Fills one form on its page and submits it. */
export async function fillForm(page: Page, told: Told, visitId: string, formId: string): Promise<void> {
  const { trial } = told;
  const form = formOf(trial, formId);
  await goToForm(page, told, visitId, formId);
  await page.locator("[data-form]").waitFor();
  await answerForm(page, form, await answersAt(told, visitId, formId));
  await page.locator("[data-form-action]").click();
  // Unusual answers are told of before the form goes.
  const asked = dialog(page).getByRole("button", { name: "Submit form" });
  const submitted = page.getByText("Submitted", { exact: true });
  await asked.or(submitted).first().waitFor();
  if (await asked.isVisible()) await asked.click();
  await submitted.waitFor();
  await trial.minutes(4);
}

/** Signs a submitted form with the meaning that its protocol gives. */
export async function signForm(page: Page, told: Told, visitId: string, formId: string): Promise<void> {
  await goToForm(page, told, visitId, formId);
  await page.getByRole("button", { name: /^Sign: / }).click();
  await signInDialog(page);
  await page.getByText("Valid", { exact: true }).waitFor();
  await told.trial.minutes(1);
}

/** Hands the device to the participant for one form, who answers it, and takes it back. */
export async function selfReport(page: Page, told: Told, visitId: string, formId: string): Promise<void> {
  const { trial } = told;
  const form = formOf(trial, formId);
  const answers = Object.entries(await answersAt(told, visitId, formId));
  await goToForm(page, told, visitId, formId);
  await button(page, "Hand the device over").click();
  await dialog(page).getByLabel("PIN", { exact: true }).fill(pin);
  await dialog(page).getByLabel("PIN, once more").fill(pin);
  await dialog(page).getByRole("button", { name: "Hand the device over" }).click();
  const mark = page.getByRole("note").filter({ hasText: "Demonstration data" });
  await mark.waitFor();
  await button(page, "Begin").click();
  await answerOnScreens(page, form, new Map(answers));
  await button(page, "Send my answers").click();
  await page.getByRole("heading", { name: "Thank you" }).waitFor();
  expect(await page.locator("main").getByRole("link").count()).toBe(0);
  await button(page, "For staff: end with the PIN").click();
  await mark.waitFor();
  for (const digit of pin) await page.keyboard.press(digit);
  await page.keyboard.press("Enter");
  await page.waitForURL((url) => url.pathname.includes(told.id));
  await trial.minutes(4);
}

/** One question after the other, as the device shows them, until all are shown for a last look. */
async function answerOnScreens(
  page: Page,
  form: CompiledForm,
  answers: ReadonlyMap<string, Answers[string]>,
): Promise<void> {
  const question = page.locator(".vigil-calm-answer");
  const check = page.getByRole("heading", { name: "Your answers" });
  for (let at = 1; ; at++) {
    const here = page.getByText(new RegExp(`^Question ${at} of `));
    await here.or(check).first().waitFor();
    if (await check.isVisible()) return;
    const path = (await question.getAttribute("data-path")) ?? "";
    const value = answers.get(path);
    if (value === undefined) throw new Error(`The device asks for ${path} of ${form.form.id}.`);
    await answerItem(question, form, path, value, "keyboard");
    await page.getByRole("button", { name: /^(Next|Check and send)$/ }).press("Enter");
    await here.waitFor({ state: "detached" });
  }
}

/** The day that the schedule wants a visit to be held on. */
export async function dueDay(told: Told, visitId: string): Promise<string> {
  const { points } = scheduleOf(await stateOf(told), told.trial.design, zone);
  const point = points.find(({ instanceId, occurrence }) => visitIdFor(instanceId, occurrence) === visitId);
  if (point?.plan.kind !== "planned") throw new Error(`The schedule has no day for ${visitId}.`);
  return point.plan.target;
}

/** The forms of an encounter, in the order of the protocol. */
export function formsAt({ design }: ServedTrial, encounterId: string): readonly Form[] {
  return (design.formsAtEncounter.get(encounterId) ?? []).map((id) => formOf({ design }, id).form);
}

export function formOf({ design }: Pick<ServedTrial, "design">, formId: string): CompiledForm {
  const form = design.forms.get(formId);
  if (!form) throw new Error(`The protocol has no form ${formId}.`);
  return form;
}

/** Opens a form by a link on the page, such as the arrow to the next one; by its address where there is none. */
async function goToForm(page: Page, told: Told, visitId: string, formId: string): Promise<void> {
  const path = told.trial.path(pageOf(told, `/forms/${visitId}/${formId}/1`));
  if (new URL(page.url()).pathname === path) return;
  const link = page.locator(`main a[href="${path}"]`).first();
  if ((await link.count()) > 0) await link.click();
  else await page.goto(new URL(path, page.url()).href);
  await page.getByRole("heading", { level: 1, name: formOf(told.trial, formId).form.label }).waitFor();
}
