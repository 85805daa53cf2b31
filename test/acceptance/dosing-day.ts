import path from "node:path";
import type { BrowserContext, Page } from "playwright-core";
import { resolveSession, sessionPlanAt } from "#design";
import { type Instant, type ParticipantId, type SiteId, type StudyId, seededRandom } from "#kernel";
import { buildServer } from "#server";
import { type Action, designVersionOf, kitsInHand, kitsOfSession } from "#trial";
import type { Account } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { reconsenting } from "../../src/demonstration/amending.ts";
import type { Answers } from "../../src/demonstration/answers/answering.ts";
import { administrator, members, sites } from "../../src/demonstration/cast.ts";
import { type Conduct, conductOf } from "../../src/demonstration/conduct.ts";
import type { Fate } from "../../src/demonstration/fate.ts";
import { fatesOf } from "../../src/demonstration/fates.ts";
import { holdVisit } from "../../src/demonstration/hold-visit.ts";
import { sessionScript } from "../../src/demonstration/session-script.ts";
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
  /** Lets minutes pass, for the server and for every browser. */
  readonly minutes: (count: number) => Promise<void>;
  /** Opens the session; returns which it is. */
  readonly openSession: () => Promise<string>;
  /** An act of the lead in the session that was opened. */
  readonly act: (type: Action, data: object) => Promise<void>;
  /** Holds the session that was opened until the initial dose, by the commands of the pair. */
  readonly dose: () => Promise<void>;
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
  for (const { username } of [administrator, ...members]) {
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
  await lendTherapist(conduct, siteId);
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
  // Pages go by the clock of the server, which here is the one that the test moves.
  server.addHook("onSend", async (_request, reply) => {
    reply.header("date", new Date(clock.now()).toUTCString());
  });
  origin = (await server.listen({ port: 0, host: "127.0.0.1" })).replace("127.0.0.1", "localhost");
  const contexts = new Set<BrowserContext>();
  let current = "";
  const act: DosingDay["act"] = (type, data) =>
    conduct.act({ as: site.leadTherapist, type, about: current, data, zone: site.zone });
  const codeOf = async (kind: "initial" | "supplemental"): Promise<string> => {
    const { kits } = await conduct.participant(participantId);
    const found = kitsInHand(kitsOfSession(kits, visitId), siteId).find((kit) => kit.kind === kind);
    if (!found) throw new Error(`No ${kind} kit was handed out.`);
    return found.code;
  };
  return {
    ...{ study, participantId, visitId, conduct, clock, codeOf },
    open: async (username, place) => {
      const context = await aPersonsBrowser(browser);
      contexts.add(context);
      context.on("close", () => contexts.delete(context));
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
      clock.advance(count * 60_000);
      for (const context of contexts) await context.clock.setFixedTime(clock.now());
    },
    openSession: async () => {
      current = instance.ports.randomness.randomId();
      await act("open-session", { participantId, visitId });
      return current;
    },
    act,
    dose: async () => {
      const design = await conduct.design(designVersionOf(await conduct.participant(participantId)) ?? "");
      const known = sessionPlanAt(design, encounterId);
      if (!known) throw new Error("The protocol has no plan of this session.");
      const kits = { initial: await codeOf("initial"), supplemental: await codeOf("supplemental") };
      const around = { plan: resolveSession(design, known), site, userIdOf: conduct.userIdOf, kits };
      for (const { minute, data, ...one } of sessionScript(around, "running"))
        if (minute <= 0) await conduct.act({ ...one, data, about: current, zone: site.zone });
    },
    story: async () => (await happeningsIn(instance.maintenance)).slice(beginning),
    close: async () => {
      await browser.close();
      await server.close();
      await instance.close();
    },
  };
}

/** Somebody of the other site who can relieve one of the pair today. */
export const reliever = sites[1]?.coTherapist ?? "";

async function lendTherapist({ act, userIdOf }: Conduct, siteId: SiteId): Promise<void> {
  const about = userIdOf(reliever);
  const granted = { role: "co-therapist", siteId, from: "2026-11-19" };
  await act({ as: administrator.username, type: "grant-role", about, data: granted });
  const delegated = { siteId, tasks: ["Co-therapy, sessions"], from: "2026-11-19" };
  await act({ as: site.investigator, type: "delegate-tasks", about, data: delegated });
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
