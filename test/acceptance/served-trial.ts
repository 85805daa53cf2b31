import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext, Page } from "playwright-core";
import type { CompiledDesign, StudyDesign } from "#design";
import { type CalendarDate, instantOf, millisecondsOf, type StudyId, type ZoneId } from "#kernel";
import { buildServer } from "#server";
import { demonstrationPassword } from "#usecases";
import { type Conduct, conductOf } from "../../src/demonstration/conduct.ts";
import { type Founded, foundDemonstration } from "../../src/demonstration/founding.ts";
import { instantAt } from "../../src/demonstration/moments.ts";
import { aPersonsBrowser, launchBrowser } from "../browser/launch-browser.ts";
import { aClock, anInstance, type TestClock } from "../builders/instance.ts";
import { buildApp } from "../setup/built-app.ts";
import { happeningsIn } from "./happenings.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** A trial as it was founded, before anybody called: two sites, their staff, the protocol in effect; served, with a browser. */
export type ServedTrial = {
  readonly study: StudyId;
  readonly founded: Founded;
  readonly design: CompiledDesign;
  readonly conduct: Conduct;
  readonly clock: TestClock;
  /** The path of a page in the study. */
  readonly path: (place: string) => string;
  /** A browser of somebody's own, signed in by password on the page for it, at a page of the study. */
  readonly open: (username: string, place: string) => Promise<Page>;
  /** The page that somebody has open anyway, at a place of the study if one is named; opened anew where they have been away for long. */
  readonly pageFor: (username: string, place?: string) => Promise<Page>;
  /** Lets minutes pass, for the server and for every browser. */
  readonly minutes: (count: number) => Promise<void>;
  /** Goes on to a time of a day at the first site. Everybody has gone home in between. */
  readonly goOnAt: (day: string, time: string) => Promise<void>;
  /** The hashes of the events of a type about a form. */
  readonly hashesOf: (type: string, formKey: string) => Promise<readonly string[]>;
  /** What was written since the trial was founded, in the order in which it was, by whom: `site-coordinator ContactLogged`. */
  readonly story: () => Promise<readonly string[]>;
  /** Pictures of every page that is open, to see why a story went wrong. */
  readonly photograph: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const tenMinutes = 600_000;

/** The zone of the site at which the stories play. */
export const zone = "America/New_York" as ZoneId;

/** @param end until when what entitles the staff is good */
export async function aServedTrial(design: StudyDesign, start: string, end: string): Promise<ServedTrial> {
  await buildApp();
  const clock = aClock(start);
  const instance = await anInstance(clock);
  const founded = await foundDemonstration(instance.ports, {
    design,
    summary: "First version.",
    end: instantOf(Date.parse(end)),
  });
  const conduct = conductOf(instance.ports, founded);
  const beginning = (await happeningsIn(instance.maintenance)).length;
  let origin = "";
  const server = buildServer({
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
    isHttps: false,
    appFolder: path.join(root, "dist/web-app"),
  });
  origin = (await server.listen({ port: 0, host: "127.0.0.1" })).replace("127.0.0.1", "localhost");
  const browser = await launchBrowser();
  const contexts = new Set<BrowserContext>();
  const place = (at: string): string => `/studies/${founded.study}${at}`;
  const open: ServedTrial["open"] = async (username, at) => {
    const context = await aPersonsBrowser(browser);
    contexts.add(context);
    await context.clock.setFixedTime(clock.now());
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    await page.goto(`${origin}/sign-in`);
    await page.getByLabel("Username").fill(username);
    await page.getByRole("textbox", { name: "Password" }).fill(demonstrationPassword);
    await page.keyboard.press("Enter");
    await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
    await page.goto(`${origin}${place(at)}`);
    await page.locator("main h1").waitFor();
    return page;
  };
  const lastUsed = new Map<string, { readonly page: Page; readonly at: number }>();
  return {
    study: founded.study,
    founded,
    design: await conduct.design(design.version),
    conduct,
    clock,
    path: place,
    open,
    pageFor: async (username, at) => {
      const now = millisecondsOf(clock.now());
      const last = lastUsed.get(username);
      const isFresh = last && !last.page.isClosed() && now - last.at < tenMinutes;
      const page = isFresh ? last.page : await open(username, at ?? "");
      if (isFresh && at !== undefined) await page.goto(`${origin}${place(at)}`);
      lastUsed.set(username, { page, at: now });
      return page;
    },
    minutes: async (count) => {
      clock.advance(count * 60_000);
      for (const context of contexts) await context.clock.setFixedTime(clock.now());
    },
    goOnAt: async (day, time) => {
      const moment = instantAt(day as CalendarDate, time, zone);
      if (millisecondsOf(moment) < millisecondsOf(clock.now())) throw new Error(`${day} ${time} is over.`);
      for (const context of contexts) await context.close();
      contexts.clear();
      clock.set(moment);
    },
    hashesOf: async (type, formKey) => {
      const { rows } = await instance.maintenance.query<{ hash: string }>(
        `SELECT hash FROM ledger.event_body
           WHERE body ->> 'type' = $1 AND body #>> '{data,formKey}' = $2`,
        [type, formKey],
      );
      return rows.map(({ hash }) => hash);
    },
    story: async () => (await happeningsIn(instance.maintenance)).slice(beginning),
    photograph: async () => {
      const folder = path.join(tmpdir(), "vigil-acceptance");
      const open = [...contexts].flatMap((context) => context.pages());
      for (const [at, page] of open.entries())
        await page.screenshot({ path: path.join(folder, `${at}.png`), fullPage: true }).catch(() => {});
    },
    close: async () => {
      await browser.close();
      await server.close();
      await instance.close();
    },
  };
}
