import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aPersonsBrowser, launchBrowser } from "../browser/launch-browser.ts";
import {
  appFolder,
  aServedStudy,
  type Person,
  proof,
  type ServedStudy,
  theRealClock,
} from "../forms/served-study.ts";
import { buildApp } from "../setup/built-app.ts";

const earlierScore = 7731;
const where = {
  address: "12 Linden Court, third floor",
  "call-back-number": "+1 555 0100",
  "clinician-name": "Dr Duty",
  "clinician-telephone": "+1 555 0199",
};

let study: ServedStudy;
let browser: Browser;
let cora: Person;
let raters: Readonly<Record<string, Person>>;

beforeAll(async () => {
  await buildApp();
  study = await aServedStudy(
    {
      encounters: [
        {
          id: "extra",
          name: "Week 18 after the second dose",
          type: "unscheduled",
          contactModes: ["in-person", "remote-video"],
        },
      ],
      forms: [
        {
          id: "short",
          label: "Short rating",
          completedBy: "independent-rater",
          itemGroups: [
            { id: "one", items: [{ id: "score", label: "Score", type: "integer", required: true }] },
          ],
        },
        {
          id: "caps5",
          label: "CAPS-5",
          instrument: "caps-5",
          completedBy: "independent-rater",
          itemGroups: [
            {
              id: "interview-notes",
              repeating: { minimum: 0, maximum: 31 },
              items: [
                { id: "item", label: "Item", type: "integer" },
                { id: "note", label: "Note", type: "text" },
              ],
            },
          ],
        },
      ],
      independentRating: { whereabouts: { validFor: 12, emergencyView: 60 } },
    },
    { appFolder, clock: theRealClock() },
  );
  browser = await launchBrowser();
  cora = await study.person("cora", "site-coordinator");
  const [rena, rolf] = [
    await study.person("rena", "independent-rater"),
    await study.person("rolf", "independent-rater"),
  ];
  raters = { [rena.userId]: rena, [rolf.userId]: rolf };
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await study?.close();
});

type Queued = { readonly handle: string; readonly state: string };

/** Whoever of the two has an open assessment, and its handle. */
async function whoRates(): Promise<{ readonly rater: Person; readonly handle: string }> {
  for (const rater of Object.values(raters)) {
    const { body } = await rater.get<readonly Queued[]>(`${study.base}/ratings`);
    const open = body.find(({ state }) => state === "assigned");
    if (open) return { rater, handle: open.handle };
  }
  throw new Error("Nobody was asked to rate.");
}

async function done(answer: Promise<{ readonly status: number; readonly body: unknown }>): Promise<void> {
  const { status, body } = await answer;
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** A participant who was rated before, and is to be rated again by video at a visit whose name tells much. */
async function ratedBefore() {
  const { id, path, visit } = await study.participant();
  const startsAt = new Date(Date.now() - 86_400_000).toISOString();
  const indexTrauma = { freeText: "A fire at work" };
  const request = { startsAt, language: "en", indexTrauma };
  await done(cora.command(`${path}/commands/request-rating`, { ...request, formKey: `${visit}/short/1` }));
  const first = await whoRates();
  const entries = [{ path: "score", value: earlierScore }];
  await done(
    first.rater.command(
      `${study.base}/ratings/${first.handle}/commands/submit-rating`,
      { entries },
      { proof },
    ),
  );
  const plannedFor = new Date(Date.now() + 3_600_000).toISOString();
  await done(
    cora.command(`${path}/commands/schedule-visit`, {
      encounterId: "extra",
      plannedFor,
      mode: "remote-video",
    }),
  );
  const { body } = await cora.get<{ visits: { visitId: string; status: string }[] }>(path);
  const second = body.visits.find(({ status }) => status === "scheduled")?.visitId ?? "";
  const formKey = `${second}/caps5/1`;
  await done(cora.command(`${path}/commands/request-rating`, { ...request, startsAt: plannedFor, formKey }));
  return { id, path, formKey, first: first.rater, second: await whoRates() };
}

/** Everything that the server sent to the page, addresses and all, and everything that stood on its screen. */
function recorder(page: Page): { readonly got: string[]; readonly look: () => Promise<void> } {
  const got: string[] = [];
  page.on("response", async (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.startsWith("/assets/")) return;
    got.push(`${response.url()} ${response.status()} ${await response.text().catch(() => "")}`);
  });
  const look = async (): Promise<void> => {
    await page.waitForLoadState("networkidle");
    got.push(await page.evaluate(() => `${location.href} ${document.documentElement.innerHTML}`));
  };
  return { got, look };
}

test("a rater's whole screen and traffic hold no site, visit, arm, session or earlier score, also in an emergency", async () => {
  const { id, path, formKey, first, second } = await ratedBefore();
  const { rater, handle } = second;
  expect(rater.userId).not.toBe(first.userId);
  // Random, and not of the time at which it was asked for.
  expect(handle).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4/);
  const context = await aPersonsBrowser(browser);
  await context.addCookies([{ ...rater.cookie, url: study.origin }]);
  const page = await context.newPage();
  const { got, look } = recorder(page);

  await page.goto(`${study.origin}/studies/${study.study}`);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await look();
  await page.goto(`${study.origin}/studies/${study.study}/ratings`);
  await page.getByText("A fire at work").waitFor();
  await look();
  await page.goto(`${study.origin}/studies/${study.study}/ratings/${handle}`);
  await page.getByText("The interview cannot begin yet").waitFor();
  expect(await page.getByRole("button", { name: "Begin", exact: true }).isDisabled()).toBe(true);
  await look();

  await done(cora.command(`${path}/whereabouts`, { handle, ...where }));
  await page.getByRole("button", { name: "Look again" }).click();
  await page.getByText("was confirmed; it holds until").waitFor();
  await page.getByRole("button", { name: "Begin", exact: true }).click();
  await page.locator(".vigil-map").waitFor();
  await page.keyboard.press("1");
  await page.getByLabel("Notes").fill("Half a sentence, not yet");
  await look();
  expect(got.join("\n")).not.toContain(where.address);

  await page.getByRole("button", { name: "Participant in danger" }).click();
  await page.getByRole("button", { name: "Yes, in danger" }).click();
  const alarm = page.getByRole("alert").filter({ hasText: "Dr Duty" });
  await alarm.waitFor();
  expect(await alarm.innerText()).toContain(where.address);
  expect(await alarm.getByRole("link", { name: where["clinician-telephone"] }).getAttribute("href")).toBe(
    "tel:+15550199",
  );
  expect(await page.getByLabel("Notes").inputValue()).toBe("Half a sentence, not yet");
  await look();
  await alarm.getByRole("button", { name: "Hide" }).click();

  await page.getByRole("button", { name: "I learned something" }).click();
  await page.getByLabel("Which visit this is").check();
  await page.getByRole("button", { name: "File it" }).click();
  await page.getByRole("button", { name: "Filed: add to it" }).waitFor();
  await page.getByRole("button", { name: "Hand back" }).click();
  await page.getByRole("combobox", { name: "Why" }).click();
  await page.getByRole("option", { name: "I learned something that is kept from me" }).click();
  await look();
  await page.getByRole("dialog").getByRole("button", { name: "Hand back" }).click();
  await page.getByText("You handed this assessment back").waitFor();
  await look();
  await context.close();

  // Whom one may sign in as in a demonstration is shown to anybody, before they are anybody.
  const theirs = got.filter((text) => !text.startsWith(`${study.origin}/api/set-up `));
  const words = ["North", "01-0", "America/New_York", "extra", "Week 18", "second dose", "In person"];
  for (const kept of [...words, String(earlierScore), id, study.site, cora.userId])
    expect(
      theirs.filter((text) => text.includes(kept)).map((text) => `${kept}: ${text.slice(0, 90)}`),
    ).toEqual([]);
  // It did record: what a rater may see is there.
  for (const seen of ["A fire at work", handle, where.address])
    expect(theirs.some((text) => text.includes(seen))).toBe(true);

  const { body } = await cora.get<{ ratings: object[] }>(path);
  expect(body.ratings.at(-1)).toMatchObject({
    status: "returned",
    isNextByAnother: true,
    raterLearned: null,
  });
  const work = await cora.get<{ items: { kind: string; state: string }[] }>(`${study.base}/worklist`);
  expect(work.body.items[0]).toMatchObject({ kind: "participant-in-danger", state: "late" });
  const again = { startsAt: new Date(Date.now() + 7_200_000).toISOString(), language: "en" };
  const request = { ...again, indexTrauma: { freeText: "A fire at work" }, formKey };
  const refused = await cora.command(`${path}/commands/request-rating`, request);
  expect(refused.body).toMatchObject({ code: "no-rater" });
}, 120_000);
