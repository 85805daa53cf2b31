import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { StudyId } from "#kernel";
import { anAccount } from "../builders/door.ts";
import { anOpenApp, type OpenApp } from "../builders/open-app.ts";

vi.setConfig({ testTimeout: 240_000, hookTimeout: 300_000 });

let app: OpenApp;
beforeAll(async () => {
  app = await anOpenApp();
});
afterAll(() => app.close());

const studyFolder = fileURLToPath(new URL("../../studies/mdma-ptsd-phase3", import.meta.url));
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const press = (page: Page, name: string) => page.getByRole("button", { name, exact: true }).click();
const inDialog = (page: Page, name: string) =>
  page.getByRole("dialog").getByRole("button", { name, exact: true }).click();
const tab = (page: Page, name: string) => page.getByRole("tab", { name, exact: true }).click();

/** Types the beginning of a name into a field with a list, and takes the first that fits. */
async function choose(page: Page, label: string, typed: string): Promise<void> {
  await page
    .getByRole("combobox", { name: label })
    .or(page.getByRole("textbox", { name: label }))
    .first()
    .click();
  await page.keyboard.type(typed);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
}

test("a study is founded, its protocol published from its folder, a site opened, approved and staffed, all in the app", async () => {
  // A demonstration account has no second step to set up; what follows is the same for everybody.
  await anAccount(app, "iris", { isAdministrator: true, isDemonstration: true });
  const coordinator = await anAccount(app, "cora", { isDemonstration: true });
  const { page, context } = await app.visit("/sign-in");
  await field(page, "Username").fill("iris");
  await field(page, "Password").fill("the heron stands still");
  await press(page, "Sign in");
  await press(page, "New study");
  await field(page, "Name").fill("A study for the test");
  await field(page, "Protocol number").fill("T-1");
  await press(page, "Found the study");
  await page.getByRole("heading", { name: "Sites and staff" }).waitFor();

  await tab(page, "Protocol versions");
  await press(page, "Publish a version");
  await page.locator('input[type="file"]').nth(1).setInputFiles(studyFolder);
  await field(page, "What is new").fill("First version.");
  await inDialog(page, "Publish a version");
  await page.getByRole("cell", { name: "First version." }).waitFor();

  await tab(page, "Sites");
  await press(page, "Open a site");
  await field(page, "Number").fill("01");
  await field(page, "Name").fill("Cedar Ridge");
  await choose(page, "Country", "United Sta");
  await choose(page, "Time zone", "New_York");
  await choose(page, "Languages", "Engl");
  await page.keyboard.press("Escape");
  await inDialog(page, "Open a site");
  await page.getByText("No version of the protocol is approved here: nobody can be taken in.").waitFor();
  await press(page, "Record an approval");
  await field(page, "Ethics committee").fill("Cedar Ridge IRB");
  await inDialog(page, "Record");
  await page.getByText("No consent form in English is approved here.").waitFor();
  await press(page, "Record an approval");
  await inDialog(page, "Record");
  await page.getByText("No consent form in English is approved here.").waitFor({ state: "detached" });
  expect(await page.getByText("In effect", { exact: true }).count()).toBe(2);

  await tab(page, "Staff");
  await press(page, "Add somebody");
  await field(page, "Their username").fill("cora");
  await page.getByText(`This is ${coordinator.name}.`).waitFor();
  await inDialog(page, "Add somebody");
  await page.getByRole("cell", { name: "01 Cedar Ridge" }).waitFor();

  const studyId = new URL(page.url()).pathname.split("/")[2] as StudyId;
  const grants = await app.instance.ports.staff.grantsOf(coordinator.userId);
  expect(grants).toMatchObject([{ study: studyId, role: "site-coordinator" }]);
  await context.close();
});

test("a faulty design is refused before it is sent, every fault with its path", async () => {
  const { page, context } = await app.visit("/sign-in");
  await field(page, "Username").fill("iris");
  await field(page, "Password").fill("the heron stands still");
  await press(page, "Sign in");
  await page.getByRole("link", { name: "Sites and staff" }).click();
  await tab(page, "Protocol versions");
  await press(page, "Publish a version");
  const design = {
    format: "vigil-study-design/1",
    id: "faulty",
    version: "9.0",
    name: "Faulty",
    title: "A faulty study",
    cells: [{ armId: "nobody", epochId: "never" }],
  };
  const buffer = Buffer.from(JSON.stringify(design));
  await page
    .locator('input[type="file"]')
    .first()
    .setInputFiles({ name: "faulty.json", mimeType: "application/json", buffer });
  await page.getByText("2 faults stand in the way:").waitFor();
  await page.getByText("cells.0.armId", { exact: true }).waitFor();
  expect(await page.getByRole("dialog").getByRole("button", { name: "Publish a version" }).isDisabled()).toBe(
    true,
  );
  await context.close();
});
