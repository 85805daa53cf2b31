import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueBreakGlassCode, issueEnvelopes } from "#usecases";
import { numberedId, staff } from "../../src/trial/testing/people.ts";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { aPersonsBrowser } from "../browser/launch-browser.ts";
import { principalOf } from "../builders/meadow.ts";
import { anOpenMeadow, type OpenMeadow, password } from "../participants/open-meadow.ts";
import { happeningsIn } from "./happenings.ts";
import { button, confirm, dialog } from "./participant-steps.ts";

const first = aParticipant(1).randomized();
const second = first.another(2).randomized();
const arms = /^(The drug|A low dose of it)$/;
const cites = { source: { kind: "cli" } } as const;

let opened: OpenMeadow;
let beginning = 0;
let page: Page;
beforeAll(async () => {
  opened = await anOpenMeadow([
    "investigator",
    "medicalMonitor",
    "subInvestigator",
    "unblindedStatistician",
    "firstRater",
  ]);
  await opened.meadow.tell(second);
  opened.meadow.clock.set("2026-02-02T16:00:00.000Z");
  beginning = (await happenings()).length;
}, 300_000);
afterAll(() => opened?.close());

const happenings = () => happeningsIn(opened.meadow.instance.maintenance);

describe("in a real browser, an emergency", () => {
  test("opens one participant's arm with three clicks and a password, in under a minute", async () => {
    page = await opened.open("investigator", `/participants/${first.id}`);
    const began = performance.now();
    let clicks = 0;
    const click = async (target: ReturnType<Page["getByRole"]>): Promise<void> => {
      clicks++;
      await target.click();
    };
    await click(page.getByRole("link", { name: "Emergency unblinding" }).last());
    // Nothing is shown before how to treat without it.
    await page.getByText("unless the code would change care").waitFor();
    expect(await page.getByTestId("arm").count()).toBe(0);
    await click(page.getByRole("radio", { name: "Medical emergency: treatment depends on it" }));
    await page.getByLabel("Your password").fill(password);
    await click(button(page, "Show the arm"));
    expect(await page.getByTestId("arm").textContent()).toMatch(arms);
    const seconds = (performance.now() - began) / 1_000;
    expect(clicks).toBe(3);
    expect(seconds).toBeLessThan(60);
    console.log(`emergency unblinding: ${clicks} clicks, a password, ${seconds.toFixed(1)} s`);
  });

  test("shows the arm on that page alone: it is kept nowhere, and gone when the page is loaded anew", async () => {
    const kept = await page.evaluate(() =>
      JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]),
    );
    expect(kept).not.toMatch(/The drug|low dose/);
    await page.reload();
    await page.getByText("unless the code would change care").waitFor();
    expect(await page.getByTestId("arm").count()).toBe(0);
  });

  test("is a notice to the medical monitor that a code was broken, not which arm", async () => {
    const monitor = await opened.open("medicalMonitor", "");
    const notice = monitor.getByRole("link", { name: /A code was broken: Medical emergency/ });
    await notice.waitFor();
    expect(await monitor.locator("main").textContent()).not.toMatch(/The drug|low dose/);
    await notice.click();
    await monitor.getByRole("heading", { name: "Unblindings" }).waitFor();
    const row = monitor.getByRole("row").filter({ hasText: "01-0001" });
    await row.getByText("Ines Investigator").waitFor();
    await row.getByText("Report to be given").waitFor();
    expect(await monitor.locator("main").textContent()).not.toMatch(/The drug|low dose/);
  });

  test("is an open task until its report is given", async () => {
    const investigator = await opened.open("investigator", "");
    await investigator.getByRole("link", { name: "Give the report on the code that was broken" }).click();
    await button(investigator, "Give the report").click();
    await dialog(investigator).getByLabel("Care outside the study").check();
    await dialog(investigator).getByLabel("Care was changed because of it").check();
    await dialog(investigator).getByLabel("What happened").fill("Unconscious; the ward had to know.");
    await confirm(investigator, "Give the report");
    await investigator.getByText("Reports to be given").waitFor({ state: "detached" });
  });

  test("flags the assessments that come after it, for the medical monitor and not for the rater", async () => {
    opened.meadow.clock.set("2026-02-09T14:00:00.000Z");
    const startsAt = "2026-02-09T15:00:00.000Z";
    const by = staff.coordinator;
    await opened.meadow.act({
      ...{ type: "schedule-visit", about: first.id, by },
      data: { encounterId: "extra", plannedFor: startsAt, mode: "telephone" },
    });
    const indexTrauma = { freeText: "An accident." };
    await opened.meadow.act({
      ...{ type: "request-rating", about: first.id, by },
      data: { formKey: "extra/interview/1", startsAt, language: "en", indexTrauma },
    });
    const monitor = await opened.open("medicalMonitor", "/unblindings");
    await monitor.getByRole("row").filter({ hasText: "01-0001" }).getByText("1 assessment since").waitFor();
    const rater = await opened.open("firstRater", "/ratings");
    expect(await rater.locator("main").textContent()).not.toMatch(/unblind|code/i);
  });

  test("leaves a second participant sealed", async () => {
    const state = (await opened.meadow.story()).another(2).state;
    expect(state.unblindings).toEqual({});
    const investigator = await opened.open("investigator", "/unblindings");
    expect(await investigator.getByRole("row").filter({ hasText: "01-0002" }).count()).toBe(0);
  });

  test("has written these events, and no others", async () => {
    expect((await happenings()).slice(beginning)).toEqual([
      "investigator CodeBroken",
      "investigator UnblindingReported",
      "investigator UnblindingNoted",
      "site-coordinator VisitScheduled extra",
      "site-coordinator RatingRequested interview",
      "site-coordinator RatingAssigned",
    ]);
  });
});

describe("the drill", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-drill-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("with the account locked: the printed code opens the arm on the page for emergencies", async () => {
    const { instance } = opened.meadow;
    const { ports } = instance;
    const username = staff.subInvestigator.name;
    const account = await ports.accounts.byUsername(username);
    if (!account) throw new Error("There is no such account.");
    const made = await issueBreakGlassCode(ports, account, { by: account.userId, ...cites });
    if (!made.ok) throw new Error(made.error.message);
    await instance.pool.query(
      "UPDATE people.account SET locked_until = $1, failed_attempts = 5 WHERE user_id = $2",
      ["2026-12-31T00:00:00Z", account.userId],
    );
    const context = await aPersonsBrowser(opened.browser);
    const door = await context.newPage();
    await door.goto(`${opened.origin}/sign-in`);
    await door.getByLabel("Username").fill(username);
    await door.getByLabel("Password", { exact: true }).fill(password);
    await door.getByRole("button", { name: "Sign in" }).click();
    await door.getByText(/This account is locked/).waitFor();
    await door.getByRole("link", { name: /Emergency/ }).click();
    // The sign-in page has a field of this name as well: what follows waits for the page that has a code.
    await door
      .getByLabel(/^Printed emergency code/)
      .first()
      .fill(made.value.code);
    await door.getByLabel("Username").fill(username);
    await door.getByLabel("Participant number").fill("01-0002");
    await button(door, "Next").click();
    await door.getByText("unless the code would change care").waitFor();
    await door.getByRole("radio", { name: "Pregnancy" }).click();
    await button(door, "Show the arm").click();
    expect(await door.getByTestId("arm").textContent()).toMatch(arms);
    const session = await context.cookies();
    expect(session.filter(({ value }) => value !== "")).toEqual([]);
    await context.close();
  });

  test("with the server stopped: the printed sheet tells the arm, and nothing of it before it is unfolded", async () => {
    const { ports } = opened.meadow.instance;
    const issued = await issueEnvelopes(ports, {
      study: opened.meadow.study,
      subjectId: numberedId(2, 1),
      principal: principalOf(staff.unblindedPharmacist),
      source: { kind: "cli" },
      signatureMethod: "password",
      body: { commandId: ports.randomness.timedId(), zone: "America/New_York" },
    });
    if (!issued.ok) throw new Error("No sheet was issued.");
    const file = path.join(folder, "sheets.html");
    writeFileSync(file, issued.value.html);
    await opened.stop();
    const context = await aPersonsBrowser(opened.browser);
    const unreached = await context.newPage();
    await expect(unreached.goto(`${opened.origin}/sign-in`)).rejects.toThrow();
    const paper = await context.newPage();
    await paper.goto(pathToFileURL(file).href);
    const leaf = paper.locator("[data-serial='01-E0001']");
    expect(await leaf.locator(".outside").textContent()).toContain("01-0001");
    expect(await leaf.locator(".outside").textContent()).not.toMatch(/The drug|low dose/);
    expect(await leaf.locator("[data-arm]").textContent()).toMatch(arms);
    await context.close();
  });
});
