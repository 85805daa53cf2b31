import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { type Instant, millisecondsOf, type ParticipantId, type SiteId, type StudyId, seededRandom } from "#kernel";
import { buildServer } from "#server";
import { kitsInHand, kitsOfSession } from "#trial";
import type { Account } from "#usecases";
import { demonstrationPassword } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { reconsenting } from "../../src/demonstration/amending.ts";
import type { Answers } from "../../src/demonstration/answers/answering.ts";
import { members, sites } from "../../src/demonstration/cast.ts";
import { type Conduct, conductOf } from "../../src/demonstration/conduct.ts";
import type { Fate } from "../../src/demonstration/fate.ts";
import { fatesOf } from "../../src/demonstration/fates.ts";
import { holdVisit } from "../../src/demonstration/hold-visit.ts";
import { root } from "../architecture/layers.ts";
import { aPersonsBrowser, launchBrowser } from "../browser/launch-browser.ts";
import { signInAt } from "../browser/shown-demonstration.ts";
import { aShortDemonstration } from "../builders/demonstration.ts";
import type { TestClock } from "../builders/instance.ts";
import { buildApp } from "../setup/built-app.ts";
import { happeningsIn } from "./happenings.ts";

/** The day of somebody's second dose: the visit has begun, its forms until the dose are filled, its kits handed out. */
export type DosingDay = {
  readonly study: StudyId;
  readonly participantId: ParticipantId;
  readonly visitId: string;
  readonly conduct: Conduct;
  readonly clock: TestClock;
  /** The capsules of a kit of this visit come in this. */
  readonly codeOf: (kind: "initial" | "supplemental") => Promise<string>;
  /** A page of the study in a browser of somebody's own, who is signed in. */
  readonly open: (username: string, place: string) => Promise<Page>;
  /** Lets minutes pass for the server and every browser. Who was asked for a password again in between, gives it. */
  readonly minutes: (count: number) => Promise<void>;
  /** What was written since the day was ready, in its order, by whom. */
  readonly story: () => Promise<readonly string[]>;
  readonly close: () => Promise<void>;
};

const key = "p09";
const encounterId = "v10";
export const site = sites[0] as (typeof sites)[number];

/** Half past seven in the morning at the site, on the day of the dose. */
const morning = "2026-11-20T12:30:00.000Z";

/** Until when forms are filled before the session is opened: the last is the check of the dosing day. */
const readyAt = "2026-11-20T13:35:00.000Z";

/** @param check answers to the check of the dosing day that differ from a day on which all is well */
export async function aDosingDay(check: Answers = {}): Promise<DosingDay> {
  await buildApp();
  const { instance, study } = await aShortDemonstration(morning, [key]);
  const clock = instance.ports.clock as TestClock;
  const accounts = new Map<string, Account>();
  for (const { username } of members) {
    const account = await instance.ports.accounts.byUsername(username);
    if (account) accounts.set(username, account);
  }
  const conduct = conductOf(instance.ports, { study, accounts });
  const known = fatesOf("the tests").find(({ person }) => person.key === key);
  if (!known) throw new Error(`The demonstration has nobody called ${key}.`);
  const fate: Fate = {
    ...known,
    reconsent: { inDays: 0 },
    answersAt: { [encounterId]: { "dosing-day-check": check } },
  };
  const { participantId } = fate.person;
  const siteId = await siteOf(instance, participantId);
  const visitId = `at-${encounterId}`;
  const telling = {
    ...{ conduct, site, siteId, fate, end: readyAt as Instant, clock: clock as never },
    ...{ random: seededRandom("a dosing day"), begin: () => {} },
  };
  // The new version of the consent form, signed before anything else this morning.
  const signing = reconsenting(telling);
  while (!(await signing.next()).done) clock.advance(0);
  for await (const moment of holdVisit(telling, { visitId, encounterId }, true)) {
    if (moment > readyAt) break;
    clock.set(moment);
  }
  clock.set(readyAt);
  const beginning = (await happeningsIn(instance.maintenance)).length;
  const browser = await launchBrowser();
  let origin = "";
  const server = buildServer({
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
    isHttps: false,
    appFolder: path.join(root, "dist/web-app"),
  });
  origin = (await server.listen({ port: 0, host: "127.0.0.1" })).replace("127.0.0.1", "localhost");
  const contexts = new Set<BrowserContext>();
  return {
    ...{ study, participantId, visitId, conduct, clock },
    codeOf: async (kind) => {
      const { kits } = await conduct.participant(participantId);
      const found = kitsInHand(kitsOfSession(kits, visitId), siteId).find((kit) => kit.kind === kind);
      if (!found) throw new Error(`No ${kind} kit was handed out.`);
      return found.code;
    },
    open: async (username, place) => {
      const context = await aPersonsBrowser(browser);
      contexts.add(context);
      await context.clock.setFixedTime(clock.now());
      const [name = "", value = ""] = (await signInAt(origin, username)).split("=");
      await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: "Strict" }]);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      await page.goto(`${origin}/studies/${study}${place}`);
      await page.locator("main h1").waitFor();
      return page;
    },
    minutes: async (count) => {
      const until = millisecondsOf(clock.now()) + count * 60_000;
      clock.set(new Date(until).toISOString());
      for (const context of contexts) {
        await context.clock.setFixedTime(clock.now());
        for (const page of context.pages()) await unlock(page);
      }
    },
    story: async () => (await happeningsIn(instance.maintenance)).slice(beginning),
    close: async () => {
      await browser.close();
      await server.close();
      await instance.close();
    },
  };
}

/** The site whose staff began the visits of the participant. */
async function siteOf({ maintenance }: Instance, participantId: string): Promise<SiteId> {
  const { rows } = await maintenance.query<{ site: SiteId }>(
    `SELECT body #>> '{actor,site}' AS site FROM ledger.event_body
       WHERE stream_id = $1 AND body ->> 'type' = 'VisitStarted' LIMIT 1`,
    [`participant:${participantId}`],
  );
  if (!rows[0]) throw new Error("No visit of the participant has begun.");
  return rows[0].site;
}

/** Gives the password where the screen is locked, as it is after a while in which nobody touched it. */
async function unlock(page: Page): Promise<void> {
  const locked = page.locator(".vigil-locked");
  await page.waitForTimeout(50);
  if (!(await locked.isVisible())) return;
  await locked.getByRole("textbox", { name: "Password" }).fill(demonstrationPassword);
  await page.keyboard.press("Enter");
  await locked.waitFor({ state: "detached" });
}
