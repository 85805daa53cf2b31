import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aParticipant, type Story } from "../../src/trial/testing/story.ts";
import { anOpenMeadow, type OpenMeadow, password } from "./open-meadow.ts";

const enrolled = aParticipant(1).screened().confirmedEligible().enrolled();
const screened = enrolled.another(2).screened();
const consented = screened.another(3).contacted().consented();
const called = consented.another(4).contacted();

let opened: OpenMeadow;
beforeAll(async () => {
  opened = await anOpenMeadow(["coordinator", "investigator", "monitor"]);
  await opened.meadow.tell(called);
}, 300_000);
afterAll(() => opened?.close());

const of = ({ id }: Story, more = ""): string => `/participants/${id}${more}`;
const heading = (page: Page) => page.locator("main h1");
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const inDialog = (page: Page) => page.getByRole("dialog");

describe("in the browser, a coordinator", () => {
  test("finds a participant and opens the record without a mouse", async () => {
    const page = await opened.open("coordinator", "/participants");
    await page.getByRole("searchbox", { name: "Search by number or visit" }).fill("01-0002");
    await page.getByText("1 of 4 people").waitFor();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.getByRole("tab", { name: "Visits" }).waitFor();
    expect(await heading(page).textContent()).toBe("01-0002");
  }, 60_000);

  test("logs a first call, goes on to the record, and records consent, which gives a number", async () => {
    const page = await opened.open("coordinator", "/participants/new");
    await page.getByRole("combobox", { name: "How they heard of the study" }).fill("radio");
    await page.getByRole("radio", { name: "Continues to consent" }).check();
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "No number yet" }).waitFor();
    await button(page, "Record consent").click();
    const dialog = inDialog(page);
    await dialog.getByText("Version 1 is in effect at the site on that day.").waitFor();
    await button(page, "Tick all that are required").click();
    await dialog.getByLabel("Who explained it and answered questions").fill("Ines Investigator");
    await dialog.getByLabel("The participant was given a copy").check();
    await dialog.getByRole("button", { name: "Record", exact: true }).click();
    await page.getByRole("heading", { name: "01-0004" }).waitFor();
    await page.getByText("Consent current").waitFor();
  }, 60_000);

  test("arranges a visit, moves it with a reason, and sees both in the picture and the table", async () => {
    const page = await opened.open("coordinator", of(enrolled, "#visit-at-preparation"));
    await button(page, "Arrange").click();
    await inDialog(page).getByLabel("When").fill("2026-03-03T10:00");
    await inDialog(page).getByRole("button", { name: "Arrange" }).click();
    const mark = page.getByRole("button", { name: /^Preparation: arranged, due 2 Mar 2026/ });
    await mark.waitFor();
    await button(page, "Move").click();
    await inDialog(page).getByLabel("When").fill("2026-04-03T10:00");
    await inDialog(page)
      .getByText(/^This day is outside the window/)
      .waitFor();
    await inDialog(page).getByLabel("When").fill("2026-03-04T10:00");
    expect(await inDialog(page).getByRole("button", { name: "Move" }).isDisabled()).toBe(true);
    await inDialog(page).getByLabel("Why").fill("A shift was changed.");
    await inDialog(page).getByRole("button", { name: "Move" }).click();
    await page.getByRole("button", { name: /arranged for 4 Mar 2026/ }).waitFor();
    await page.getByRole("definition").getByText("A shift was changed.").waitFor();
    await page.getByText("Arranged 4 Mar 2026, 10:00").waitFor();
  }, 60_000);

  test("is told where they look why a visit cannot begin", async () => {
    const page = await opened.open("coordinator", of(called, "#visit-at-screening"));
    await button(page, "Start now").click();
    await inDialog(page).getByRole("button", { name: "Start now" }).click();
    await inDialog(page)
      .getByRole("alert")
      .getByText(/Cannot begin Screening/)
      .waitFor();
    await page.keyboard.press("Escape");
    await inDialog(page).waitFor({ state: "detached" });
  }, 60_000);

  test("sees which forms a visit still lacks before it is complete", async () => {
    const page = await opened.open("coordinator", of(screened, "#visit-at-screening"));
    await button(page, "Complete").click();
    await inDialog(page).getByRole("listitem").filter({ hasText: "PHQ-9" }).waitFor();
    expect(await inDialog(page).getByRole("button", { name: "Complete" }).isDisabled()).toBe(true);
  }, 60_000);

  test("opens the identity for a purpose only, and the look is on record", async () => {
    const page = await opened.open("coordinator", of(consented, "#contacts"));
    await button(page, "Record or change").click();
    await inDialog(page).getByLabel("Given name").fill("Alma");
    await inDialog(page).getByLabel("Family name").fill("Berg");
    await inDialog(page).getByRole("button", { name: "Save" }).click();
    await page.getByText("Recorded: family name, given name.").waitFor();
    expect(await page.getByText("Alma").count()).toBe(0);
    await button(page, "Show").click();
    const show = inDialog(page).getByRole("button", { name: "Show" });
    expect(await show.isDisabled()).toBe(true);
    await inDialog(page).getByLabel("What for").fill("To call about the next visit");
    await page.keyboard.press("Enter");
    await page.getByText("Alma").waitFor();
    await button(page, "Hide").click();
    expect(await page.getByText("Alma").count()).toBe(0);
  }, 60_000);
});

describe("in the picture of the schedule", () => {
  test("the keyboard walks from visit to visit, and Enter opens one in the table", async () => {
    const page = await opened.open("coordinator", of(screened));
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-visit"));
    await page.locator("svg [data-visit=at-screening]").focus();
    await page.keyboard.press("ArrowRight");
    expect(await focused()).toBe("at-preparation");
    await page.keyboard.press("End");
    expect(await focused()).toBe("at-follow-up");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Follow-up", expanded: true }).waitFor();
    expect(page.url()).toMatch(/#visit-at-follow-up$/);
  }, 60_000);
});

describe("in the browser, an investigator", () => {
  test("confirms eligibility by signature on what is shown, and enrolls", async () => {
    const page = await opened.open("investigator", of(screened, "/eligibility"));
    await page.getByText("Every criterion is met").waitFor();
    await button(page, "Confirm eligibility").click();
    await inDialog(page).getByLabel("Your password").fill("not the password");
    await page.keyboard.press("Enter");
    await inDialog(page).getByRole("alert").waitFor();
    await inDialog(page).getByLabel("Your password").fill(password);
    await page.keyboard.press("Enter");
    await page.getByText(/confirmed by Ines Investigator/).waitFor();
    await page.getByRole("link", { name: "Participant", exact: true }).click();
    await button(page, "Enroll").click();
    await inDialog(page).getByRole("button", { name: "Enroll" }).click();
    await page.getByText("Enrolled", { exact: true }).waitFor();
  }, 60_000);

  test("finds what happened to one item, with the old and the new value", async () => {
    const { meadow } = opened;
    const corrected = (await meadow.story(1)).command(
      "correct-items",
      { formKey: "at-screening/vitals/1", entries: [{ path: "weight", value: 71 }] },
      { reason: "Slip of the pen.", basedOn: (await meadow.story(1)).state.version, by: "coordinator" },
    );
    await meadow.act(corrected);
    const page = await opened.open(
      "investigator",
      of(enrolled, "/history?form=at-screening/vitals/1&item=weight"),
    );
    const row = page.getByRole("row").filter({ hasText: "71 kg" });
    await row.getByText("70 kg").waitFor();
    await page.getByText("Slip of the pen.").waitFor();
  }, 60_000);
});

test("a monitor is offered nothing that changes the record, and no identity", async () => {
  const page = await opened.open("monitor", of(enrolled, "#visit-at-preparation"));
  await page.getByRole("button", { name: "Preparation", expanded: true }).waitFor();
  for (const name of ["Arrange", "Start now", "Move", "More", "Unscheduled visit"]) {
    expect(await button(page, name).count(), name).toBe(0);
  }
  await page.getByRole("tab", { name: "Contacts" }).click();
  await page.getByRole("heading", { name: "Contacts before consent" }).waitFor();
  expect(await button(page, "Show").count()).toBe(0);
}, 60_000);

test("of many participants, those in sight are drawn, and the keyboard reaches the first and the last", async () => {
  const { meadow } = opened;
  for (let serial = 10; serial < 110; serial++) {
    await meadow.act(called.another(serial).command("log-contact", failedCall));
  }
  const page = await opened.open("monitor", "/participants");
  const rows = page.locator("tbody tr");
  await rows.first().waitFor();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-participant-row"));
  await rows.first().getByRole("link").focus();
  await page.keyboard.press("End");
  await expect.poll(focused).toBe(String((await countShown(page)) - 1));
  expect(await rows.count()).toBeLessThan(80);
  await page.keyboard.press("Home");
  await expect.poll(focused).toBe("0");
}, 60_000);

async function countShown(page: Page): Promise<number> {
  return Number.parseInt((await page.getByText(/^\d+ people$/).textContent()) ?? "", 10);
}

test("who asked and did not take part is counted, with why", async () => {
  const { meadow } = opened;
  await meadow.act(called.another(5).command("log-contact", failedCall));
  const page = await opened.open("monitor", "/funnel");
  const row = page.getByRole("row").filter({ hasText: "Lives too far away" });
  await row.getByText(/^[1-9]\d*$/).waitFor();
}, 60_000);

const failedCall = {
  siteId: "00000002-0000-4000-8000-000000000001",
  channel: "telephone",
  recruitmentSource: "radio",
  referredBy: "self",
  language: "en",
  ageBand: "30-44",
  outcome: "failed",
  failReasons: ["Lives too far away"],
};
