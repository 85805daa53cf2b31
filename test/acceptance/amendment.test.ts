import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { designVersionOf } from "#trial";
import { meadowAmendment } from "../../src/trial/testing/meadow-study.ts";
import { aParticipant, type Story } from "../../src/trial/testing/story.ts";
import { anOpenMeadow, type OpenMeadow, password } from "../participants/open-meadow.ts";
import { happeningsIn } from "./happenings.ts";
import { button, confirm, dialog } from "./participant-steps.ts";

/** Three enrolled, one screened, one who signed consent. */
const first = aParticipant(1).screened().confirmedEligible().enrolled();
const second = first.another(2).screened().confirmedEligible().enrolled();
const third = second.another(3).screened().confirmedEligible().enrolled();
const fourth = third.another(4).screened();
const five = fourth.another(5).contacted().consented();
const serials = [1, 2, 3, 4, 5];

let opened: OpenMeadow;
let beginning = 0;
beforeAll(async () => {
  opened = await anOpenMeadow(["administrator", "coordinator", "investigator", "medicalMonitor"]);
  await opened.meadow.tell(five);
  opened.meadow.clock.set("2026-03-02T14:00:00.000Z");
  beginning = (await happenings()).length;
}, 300_000);
afterAll(() => opened?.close());

const happenings = () => happeningsIn(opened.meadow.instance.maintenance);

/** The version of the protocol that each of the five follows. */
async function versions(): Promise<readonly (string | undefined)[]> {
  const { trial } = await opened.meadow.story();
  return serials.map((serial) => {
    const state = trial.participants[five.another(serial).id];
    return state && designVersionOf(state);
  });
}

describe("in a real browser, an amendment", () => {
  test("is published by an administrator from its file, who sees first what it changes", async () => {
    const page = await opened.open("administrator", "/administration");
    await page.getByRole("tab", { name: "Protocol versions" }).click();
    await button(page, "Publish a version").click();
    const buffer = Buffer.from(JSON.stringify(meadowAmendment));
    await dialog(page)
      .locator("input[type=file]")
      .first()
      .setInputFiles({ name: "meadow-2.json", mimeType: "application/json", buffer });
    await dialog(page).getByText("What it changes from version 1.0").waitFor();
    await dialog(page).getByText("Form agreement (Agreement) is removed.").waitFor();
    await dialog(page).getByLabel("What is new").fill("Asks whether one lives alone.");
    await confirm(page, "Publish a version");
    expect(await versions()).toEqual(["1.0", "1.0", "1.0", "1.0", "1.0"]);
  });

  test("has its open number confirmed by the medical monitor, by signature", async () => {
    const page = await opened.open("medicalMonitor", "/design/2.0");
    await page.getByLabel("Select all that are to be confirmed").check();
    await button(page, "Confirm 1 parameter").click();
    await dialog(page).getByLabel("Your password").fill(password);
    await confirm(page, "Sign");
    await page.getByText("Mel Medical, 2 Mar 2026").waitFor();
  });

  test("and its consent form are approved at the site", async () => {
    const page = await opened.open("investigator", "/administration");
    await page.getByRole("tab", { name: "Sites" }).click();
    await approve(page, async (fields) => {
      await fields.getByText("A version of the protocol").click();
      await fields.getByLabel("Version", { exact: true }).selectOption("2.0");
    });
    await approve(page, async (fields) => {
      await fields.getByText("A version of a consent form").click();
      await fields.getByLabel("Version", { exact: true }).selectOption("4");
      await fields.getByLabel("Sign again by").fill("2026-04-01");
    });
  });

  test("two participants sign the new form, and move", async () => {
    for (const story of [first, second]) {
      await signAgain(story);
      await move(story);
    }
    expect(await versions()).toEqual(["2.0", "2.0", "1.0", "1.0", "1.0"]);
  });

  test("is refused to a third who has not signed, who sees why and stays", async () => {
    const page = await opened.open("investigator", `/participants/${third.id}`);
    await openMigration(page);
    await dialog(page).getByRole("button", { name: "Move to another version" }).click();
    await dialog(page)
      .getByRole("alert")
      .getByText(/consent/i)
      .waitFor();
    expect(await versions()).toEqual(["2.0", "2.0", "1.0", "1.0", "1.0"]);
  });

  test("shows in the designs how many follow which version", async () => {
    const page = await opened.open("investigator", "/design");
    await page.getByText(/2 participants follow it/).waitFor();
    await page.getByText(/3 participants follow it/).waitFor();
  });

  test("has written these events, and no others", async () => {
    expect((await happenings()).slice(beginning)).toEqual([
      "administrator StudyDesignPublished",
      "medical-monitor ParametersConfirmed",
      "investigator DesignVersionApproved",
      "investigator ConsentVersionApproved",
      "site-coordinator ConsentSigned",
      "investigator ParticipantMigrated",
      "site-coordinator ConsentSigned",
      "investigator ParticipantMigrated",
    ]);
  });
});

async function approve(page: Page, choose: (fields: ReturnType<Page["getByRole"]>) => Promise<unknown>) {
  await button(page, "Record an approval").first().click();
  const fields = dialog(page);
  await choose(fields);
  await fields.getByLabel("Ethics committee").fill("Ethics committee North");
  await fields.getByLabel("Approved on").fill("2026-02-25");
  await fields.getByLabel("In effect from").fill("2026-03-01");
  await confirm(page, "Record");
}

async function signAgain({ id }: Story): Promise<void> {
  const page = await opened.open("coordinator", `/participants/${id}`);
  await page.getByRole("tab", { name: "Consent" }).click();
  await button(page, "Record the new signature").click();
  await button(page, "Tick all that are required").click();
  await dialog(page).getByLabel("Who explained it and answered questions").fill("Ines Investigator");
  await dialog(page).getByLabel("The participant was given a copy").check();
  await confirm(page, "Record");
}

async function openMigration(page: Page): Promise<void> {
  await button(page, "More").first().click();
  await page.getByRole("menuitem", { name: "Move to another version" }).click();
  await dialog(page).getByText("Form agreement (Agreement) is removed.").waitFor();
}

async function move({ id }: Story): Promise<void> {
  const page = await opened.open("investigator", `/participants/${id}`);
  await openMigration(page);
  await confirm(page, "Move to another version");
}
