import type { Locator, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { ParticipantId, UserId } from "#kernel";
import { nameOf } from "../../src/demonstration/cast.ts";
import { personOf } from "../../src/demonstration/people.ts";
import {
  arrangeVisit,
  button,
  completeVisit,
  confirm,
  dialog,
  dueDay,
  enroll,
  fillForm,
  formsAt,
  logFirstCall,
  pageOf,
  recordConsent,
  selfReport,
  signForm,
  signInDialog,
  site,
  startVisit,
  stateOf,
  type Told,
  toldOf,
} from "./participant-steps.ts";
import { askForRatings, confirmWhereabouts, rateCaps5, rateForm } from "./rating-steps.ts";
import { aReferenceTrial } from "./reference-trial.ts";
import type { ServedTrial } from "./served-trial.ts";

const person = personOf("acceptance", {
  ...{ key: "rosa", site: "01", name: ["Rosa", "Almeida"], sex: "F", age: 41 },
  ...{ trauma: "accident", severity: 42 },
});

let trial: ServedTrial;
let told: Told;
beforeAll(async () => {
  trial = await aReferenceTrial("2026-03-02T14:00:00.000Z", "2026-12-01T14:00:00.000Z");
}, 300_000);
afterEach(async ({ task }) => {
  if (task.result?.state === "fail") await trial?.photograph();
});
afterAll(() => trial?.close());

const { coordinator, investigator, physician, leadTherapist: therapist } = site;
const signers: Readonly<Record<string, string>> = {
  investigator,
  "sub-investigator": physician,
  "lead-therapist": therapist,
};

const screening = "at-screening";
const baseline = "at-v3";
const caps5 = `${baseline}/caps5/1`;
const symptomItem = "item6Intensity";

/** Visits until baseline, with who holds each. */
const beforeBaseline = [
  { visit: "at-v0", host: coordinator },
  { visit: "at-v1", host: therapist },
  { visit: "at-v2", host: therapist },
] as const;

describe("in a real browser, on the reference trial", () => {
  test("a coordinator logs the first call, and records consent and identity", async () => {
    const page = await logFirstCall(trial, coordinator);
    told = toldOf(trial, page.url().split("/").at(-1) as ParticipantId, person);
    await trial.minutes(5);
    await recordConsent(page);
    await recordIdentity(page);
    expect(await page.locator("main h1").textContent()).toBe("01-0001");
  }, 120_000);

  test("screening is filled form by form, by staff and by the participant on the handed-over tablet", async () => {
    await trial.minutes(5);
    await startVisit(told, coordinator, screening);
    await fillVisit(screening);
    await trial.minutes(10);
    await completeVisit(told, coordinator, screening);
    const { forms, visits } = await stateOf(told);
    expect(visits.visits[screening]?.status).toBe("completed");
    expect(Object.values(forms).map(({ status }) => status)).not.toContain("draft");
  }, 600_000);

  test("the investigator sees every criterion met, confirms by signature, and enrolls", async () => {
    await trial.goOnAt("2026-03-30", "09:00");
    await enroll(told, investigator);
  }, 120_000);

  test("enrollment and preparation are held when the schedule wants them", async () => {
    for (const { visit, host } of beforeBaseline) {
      await trial.goOnAt(await dueDay(told, visit), "10:00");
      await startVisit(told, host, visit);
      await fillVisit(visit);
      await completeVisit(told, host, visit);
    }
    const { visits } = await stateOf(told);
    for (const { visit } of beforeBaseline) expect(visits.visits[visit]?.status).toBe("completed");
  }, 600_000);

  test("at baseline an independent rater holds the CAPS-5 interview, and hands it in by signature", async () => {
    const day = await dueDay(told, baseline);
    await trial.goOnAt(day, "09:00");
    await arrangeVisit(told, coordinator, baseline, `${day}T10:00`);
    await askForRatings(told, coordinator, baseline);
    await trial.minutes(60);
    await startVisit(told, coordinator, baseline);
    await confirmWhereabouts(told, coordinator, baseline);
    await rateCaps5(told, caps5);
    await rateForm(told, `${baseline}/sds/1`);
    await rateForm(told, `${baseline}/blinding-guess-rater/1`);
    const interview = (await stateOf(told)).forms[caps5];
    expect(interview?.status).toBe("submitted");
    expect(interview?.derived["score:total"]).toBe(41);
  }, 300_000);

  test("the participant answers for baseline, and the investigator signs it as reviewed", async () => {
    await fillVisit(baseline);
    await completeVisit(told, coordinator, baseline);
    await trial.minutes(15);
    const page = await trial.open(investigator, pageOf(told, `/forms/${baseline}/pcl5/1`));
    await button(page, "Sign as reviewed").click();
    await signInDialog(page);
    await page.getByText("Valid", { exact: true }).waitFor();
  }, 300_000);

  test("an inspector walks one number of the interview back to who gave it, when, and in which entry", async () => {
    await trial.minutes(60);
    const form = encodeURIComponent(caps5);
    const page = await trial.open("eva.inspector", pageOf(told, `/history?form=${form}&item=${symptomItem}`));
    const entries = page.locator(".vigil-history-item");
    await entries.first().waitFor();
    expect(await entries.locator("h2").allTextContents()).toEqual(["Signed", "Form submitted"]);
    const entry = entries.filter({ has: page.getByRole("heading", { name: "Form submitted" }) });
    expect(await rowsOf(entry)).toEqual([["C1 avoidance of memories, thoughts, feelings: intensity", "4"]]);
    const rater = Object.values((await stateOf(told)).ratings).find(
      ({ formKey }) => formKey === caps5,
    )?.rater;
    const name = nameOf(trial.conduct.usernameOf(rater as UserId));
    expect(await entry.textContent()).toContain(`${name}, independent rater`);
    expect(await entry.textContent()).toContain("20 Apr 2026, 10:08");
    await entry.locator("summary").click();
    const shown = /[0-9a-f]{64}/.exec((await entry.textContent()) ?? "")?.[0];
    expect(await trial.hashesOf("FormSubmitted", caps5)).toEqual([shown]);
  }, 120_000);

  test("and proves that nobody touched it", async () => {
    const page = await trial.open("eva.inspector", "/ledger");
    await page.getByText("Nothing was altered").waitFor();
  }, 120_000);

  test("the ledger has these events, and no others", async () => {
    expect(await trial.story()).toEqual([
      "site-coordinator PreScreeningContactLogged",
      "site-coordinator ConsentSigned",
      "site-coordinator ScreeningStarted",
      "site-coordinator ScreeningNumberIssued",
      "site-coordinator IdentityRecorded",
      "site-coordinator VisitStarted at-screening",
      ...filled("demographics", "medical-history", "psychiatric-history"),
      ...reported("lec5"),
      ...filled("index-trauma", "caps5-screening", "prior-psychedelic-use", "prior-ptsd-treatment"),
      ...filled("safety-review"),
      ...examined("physical-examination"),
      ...filled("body-measurements", "vital-signs"),
      ...examined("ecg"),
      ...examined("laboratory"),
      ...filled("pregnancy-test", "urine-drug-screen", "cssrs-screening"),
      ...reported("des2", "audit", "dudit", "ace", "bdi2", "pcl5", "phq9", "gad7"),
      ...filled("lifestyle-agreement", "contact-person", "clinical-eligibility"),
      "investigator RecordSigned clinical-eligibility",
      "site-coordinator VisitCompleted at-screening",
      "investigator EligibilityConfirmed",
      "investigator RecordSigned",
      "investigator ParticipantEnrolled",
      "site-coordinator VisitStarted at-v0",
      ...filled("clinical-eligibility"),
      "investigator RecordSigned clinical-eligibility",
      ...filled("cssrs", "safety-review"),
      "site-coordinator VisitCompleted at-v0",
      ...prepared("at-v1"),
      ...prepared("at-v2"),
      "site-coordinator VisitScheduled at-v3",
      ...["caps5", "sds", "blinding-guess-rater"].flatMap((form) => [
        `site-coordinator RatingRequested ${form}`,
        "site-coordinator RatingAssigned",
      ]),
      "site-coordinator VisitStarted at-v3",
      "site-coordinator WhereaboutsConfirmed",
      ...["caps5", "sds", "blinding-guess-rater"].flatMap((form) => [
        "independent-rater RatingStarted",
        "independent-rater RatingDrafted",
        `independent-rater FormSubmitted ${form}`,
        `independent-rater RatingReceived ${form}`,
        `independent-rater RecordSigned ${form}`,
        "independent-rater RatingSubmitted",
      ]),
      ...reported("pcl5", "bdi2", "phq9", "gad7", "eq5d5l"),
      "site-coordinator VisitCompleted at-v3",
      "investigator RecordSigned pcl5",
    ]);
  });
});

/** What an entry of the history says was written: each row of its table, the item first. */
function rowsOf(entry: Locator): Promise<readonly (readonly string[])[]> {
  return entry
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? "")));
}

/** Forms that the coordinator fills, each saved while it was typed. */
function filled(...forms: readonly string[]): readonly string[] {
  return forms.flatMap((form) => [
    `site-coordinator ItemsDrafted ${form}`,
    `site-coordinator FormSubmitted ${form}`,
  ]);
}

/** Forms that the participant answers on the site's tablet. */
function reported(...forms: readonly string[]): readonly string[] {
  return forms.flatMap((form) => [
    `site-coordinator DeviceHandedOver ${form}`,
    `participant ItemsDrafted ${form}`,
    `participant FormSubmitted ${form}`,
    `site-coordinator DeviceTakenBack ${form}`,
  ]);
}

/** A form that a physician fills and signs. */
function examined(form: string): readonly string[] {
  return ["ItemsDrafted", "FormSubmitted", "RecordSigned"].map((type) => `sub-investigator ${type} ${form}`);
}

/** A preparatory session, with what is asked at every visit. */
function prepared(visit: string): readonly string[] {
  return [
    `lead-therapist VisitStarted ${visit}`,
    "lead-therapist ItemsDrafted preparation-session",
    "lead-therapist FormSubmitted preparation-session",
    ...filled("cssrs", "safety-review"),
    `lead-therapist VisitCompleted ${visit}`,
  ];
}

/** Fills what staff and participant fill at a visit, and signs what is to be signed. */
async function fillVisit(visitId: string): Promise<void> {
  const state = await stateOf(told);
  const encounter = state.visits.visits[visitId]?.encounterId ?? "";
  for (const { id, completedBy, signedBy, log } of formsAt(trial, encounter)) {
    if (log || completedBy === "independent-rater") continue;
    const writer =
      completedBy === "therapist"
        ? therapist
        : signedBy.some(({ role }) => role === "sub-investigator")
          ? physician
          : coordinator;
    const page = await trial.pageFor(writer);
    if (completedBy === "participant") await selfReport(page, told, visitId, id);
    else await fillForm(page, told, visitId, id);
    for (const { role } of signedBy)
      await signForm(await trial.pageFor(signers[role] ?? ""), told, visitId, id);
  }
}

async function recordIdentity(page: Page): Promise<void> {
  await page.getByRole("tab", { name: "Contacts" }).click();
  await button(page, "Record or change").click();
  await dialog(page).getByLabel("Given name").fill(person.givenName);
  await dialog(page).getByLabel("Family name").fill(person.familyName);
  await confirm(page, "Save");
  await page.getByText("Recorded: family name, given name.").waitFor();
}
