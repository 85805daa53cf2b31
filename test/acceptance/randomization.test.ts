import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { anOpenMeadow, type OpenMeadow, password } from "../participants/open-meadow.ts";
import { happeningsIn } from "./happenings.ts";
import { button, confirm, dialog, signInDialogWith } from "./participant-steps.ts";

const enrolled = aParticipant(1).screened().confirmedEligible().enrolled().rated();
const number = "01-0001";

let opened: OpenMeadow;
let beginning = 0;
beforeAll(async () => {
  opened = await anOpenMeadow(["coordinator", "investigator", "unblindedStatistician"]);
  await opened.meadow.tell(enrolled);
  opened.meadow.clock.advance(60_000);
  beginning = (await happenings()).length;
}, 300_000);
afterAll(() => opened?.close());

const happenings = () => happeningsIn(opened.meadow.instance.maintenance);
const participant = `/participants/${enrolled.id}`;

describe("in a real browser, a randomization", () => {
  test("waits, and the checklist says for what", async () => {
    const page = await opened.open("investigator", participant);
    await button(page, "More").click();
    await page.getByRole("menuitem", { name: "Randomize" }).click();
    const list = dialog(page).getByRole("list", { name: "What it waits for" });
    expect(await list.getByText("Not met").count()).toBe(2);
    await list.getByText("eligibility was not confirmed", { exact: false }).waitFor();
    await list.getByText("randomization is not open", { exact: false }).waitFor();
    expect(await dialog(page).getByRole("button", { name: "Randomize" }).isDisabled()).toBe(true);
  }, 120_000);

  test("has its criteria confirmed at randomization, by a link from the checklist", async () => {
    const page = await opened.open("investigator", participant);
    await button(page, "More").click();
    await page.getByRole("menuitem", { name: "Randomize" }).click();
    await dialog(page).getByRole("link", { name: "Review and confirm eligibility at randomization" }).click();
    await page
      .getByRole("radio", { name: "At randomization" })
      .and(page.locator(":checked"))
      .waitFor({ state: "attached" });
    await button(page, "Confirm eligibility").click();
    await signInDialogWith(page, password);
    await page.getByText(/At randomization: confirmed by/).waitFor();
  }, 120_000);

  test("is opened by the unblinded statistician, by signature", async () => {
    const page = await opened.open("unblindedStatistician", "/randomization");
    await page.getByText("has to open it for version 1.0", { exact: false }).waitFor();
    await button(page, "Open randomization").click();
    await signInDialogWith(page, password);
    await page.getByText("For version 1.0 of the protocol").waitFor();
  }, 120_000);

  test("gives the participant a number, and nobody an arm", async () => {
    const page = await opened.open("investigator", participant);
    const answers: string[] = [];
    page.on(
      "response",
      (response) =>
        void response.text().then(
          (text) => answers.push(text),
          () => {},
        ),
    );
    await button(page, "Randomize").click();
    await dialog(page).getByText("Prior use").waitFor();
    await dialog(page).getByRole("button", { name: "Randomize" }).click();
    await dialog(page).getByText("R-0001", { exact: true }).waitFor();
    await dialog(page).getByRole("button", { name: "Close" }).last().click();
    await dialog(page).waitFor({ state: "detached" });
    await page.locator("main").getByText("R-0001", { exact: true }).waitFor();
    expect(answers.length).toBeGreaterThan(0);
    expect(answers.join()).not.toMatch(/"(active|control)"/);
  }, 120_000);

  test("stands in the list and on the study's page, for the site too", async () => {
    const page = await opened.open("coordinator", "/participants");
    await page.getByRole("row", { name: new RegExp(`${number}.*R-0001`) }).waitFor();
    await page.getByRole("link", { name: "Randomization" }).click();
    await page
      .getByText("1 of 60 planned")
      .or(page.getByText("1 participant", { exact: true }))
      .first()
      .waitFor();
    expect(await page.getByText("Behind the seal").count()).toBe(0);
  }, 120_000);

  test("is proven from the seed, and the counts and the list open to the unblinded statistician alone", async () => {
    const page = await opened.open("unblindedStatistician", "/randomization");
    const open = async (name: string, act: string): Promise<void> => {
      await page.getByRole("button", { name }).click();
      await dialog(page).getByLabel("Your password").fill(password);
      await confirm(page, act);
    };
    await open("Draw anew and compare: Draw anew and compare", "Draw anew and compare");
    await page.getByText("Proven: the one place is what the seed gives.").waitFor();
    await open("Counts by arm: Open", "Open");
    await page.getByRole("table", { name: "Counts by arm" }).waitFor();
    await open("The list: Open", "Open");
    const row = page.getByRole("table", { name: "The list" }).getByRole("row", { name: /R-0001/ });
    expect(await row.textContent()).toContain(number);
  }, 120_000);

  test("has written these events, and no others", async () => {
    expect((await happenings()).slice(beginning)).toEqual([
      "investigator EligibilityConfirmed",
      "investigator RecordSigned",
      "unblinded-statistician RandomizationOpened",
      "investigator ParticipantRandomized",
      "unblinded-statistician AllocationRecomputed",
      "unblinded-statistician AllocationSeen",
      "unblinded-statistician AllocationSeen",
    ]);
  });
});
