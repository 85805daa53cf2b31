import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page, Route } from "playwright-core";
import { type KillableBrowser, startBrowser } from "./killable-browser.ts";

/** Whose tablet it is, and by how many milliseconds its clock is ahead. */
export type RoomPerson = { readonly username: string; readonly password: string; readonly clock: number };

export type RoomCut = "before-send" | "after-send";

/** A tablet in the room: a real browser on a profile that outlives it, one person enrolled on it, and a network that can be cut. */
export type RoomDevice = {
  readonly person: RoomPerson;
  readonly page: () => Page;
  /** Signs in and enrolls, once, with the server at hand. */
  readonly enroll: () => Promise<void>;
  readonly openSession: () => Promise<void>;
  readonly setClock: (now: number) => Promise<void>;
  /** No request is under way while clocks are put forward: what a page measures of them would be of neither moment. */
  readonly hold: () => Promise<void>;
  readonly release: () => void;
  /** From the next start on its clock runs, from the moment at which it stands. */
  readonly runClock: () => void;
  /** The next commands meet the cut, until the network is mended. */
  readonly cut: (cut: RoomCut) => void;
  /** No request of the app gets through any more. */
  readonly setOffline: (isOffline: boolean) => void;
  /** How many requests were lost, on the way there and on the way back. */
  readonly lost: () => Readonly<Record<RoomCut, number>>;
  readonly reload: () => Promise<void>;
  readonly kill: () => Promise<void>;
  /** Writes a note in the console, and waits until it is on this device's disk or further. */
  readonly note: (text: string) => Promise<void>;
  /** Types the four vital signs and saves them. */
  readonly vitals: (systolic: number) => Promise<void>;
  /** Waits until nothing waits on this device any more. */
  readonly untilSent: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const passphrase = "nine herons at dawn";

/** Any address of the app's API; the network is cut for these. */
const api = "**/api/**";

export async function aRoomDevice(
  place: { readonly origin: string; readonly study: string; readonly session: string },
  person: RoomPerson,
): Promise<RoomDevice> {
  const { origin, study, session } = place;
  const profile = mkdtempSync(path.join(tmpdir(), "vigil-room-"));
  let browser: KillableBrowser = await startBrowser(profile);
  let isOffline = false;
  let cutting: RoomCut | undefined;
  let now = 0;
  let isRunning = false;
  let underway = 0;
  let held: Promise<void> | undefined;
  let release = (): void => {};
  const lost = { "before-send": 0, "after-send": 0 };

  const meet = async (route: Route): Promise<void> => {
    await held;
    if (isOffline) return route.abort();
    const isCommand = route.request().url().includes("/commands/");
    const cut = isCommand ? cutting : undefined;
    if (cut === "before-send") {
      lost[cut]++;
      return route.abort();
    }
    underway++;
    try {
      const response = await route.fetch();
      if (cut === undefined) return await route.fulfill({ response });
      lost[cut]++;
      return await route.abort();
    } finally {
      underway--;
    }
  };
  const prepare = async (): Promise<void> => {
    await browser.page.route(api, (route) => meet(route).catch(() => route.abort().catch(() => {})));
    if (isRunning) await browser.context.addInitScript(runningFrom(now + person.clock));
    else await browser.page.clock.setFixedTime(now + person.clock);
  };
  const page = (): Page => browser.page;
  const address = `${origin}/studies/${study}/sessions/${session}#console`;
  const room = () => page().locator(".vigil-room");
  const dialog = () => page().getByRole("dialog");

  /** Whatever stands before the room: the sign-in, the lock of the device. */
  const comeIn = async (): Promise<void> => {
    for (let tries = 0; tries < 60; tries++) {
      const password = page().locator("input[name=password]");
      if (await dialog().getByLabel("Device passphrase").isVisible()) {
        const username = dialog().getByLabel("Username");
        if ((await username.inputValue()) === "") await username.fill(person.username);
        await dialog().getByLabel("Device passphrase").fill(passphrase);
        await dialog().getByRole("button", { name: "Unlock" }).click();
        await dialog().waitFor({ state: "hidden" });
      } else if (await password.isVisible()) {
        const username = page().locator("input[name=username]");
        if (await username.isEditable()) await username.fill(person.username);
        await password.fill(person.password);
        await password.press("Enter");
        await password.waitFor({ state: "hidden" });
      } else if (!page().url().startsWith(address)) await page().goto(address);
      else if (await page().getByRole("button", { name: "Unlock the device" }).isVisible())
        await page().getByRole("button", { name: "Unlock the device" }).click();
      else if (await room().locator("[role=tablist]").isVisible()) return;
      await page().waitForTimeout(100);
    }
    throw new Error(`The room did not open: ${(await page().locator("body").innerText()).slice(0, 800)}`);
  };

  /** Until the log has the entry, on this device's disk or on record. */
  const untilKept = (text: string): Promise<void> =>
    page()
      .locator(".vigil-lines li", { hasText: text })
      .locator("xpath=self::*[not(@data-state='pending')]")
      .first()
      .waitFor({ timeout: 15_000 })
      .catch(async (error: Error) => {
        throw new Error(`${error.message}\n${(await page().locator("body").innerText()).slice(0, 3_000)}`);
      });
  const tab = (name: string): Promise<void> => page().getByRole("tab", { name, exact: true }).click();

  await prepare();
  return {
    person,
    page,
    lost: () => ({ ...lost }),
    cut: (wanted) => {
      cutting = wanted;
    },
    setOffline: (wanted) => {
      isOffline = wanted;
      if (!wanted) cutting = undefined;
    },
    setClock: async (moment) => {
      now = moment;
      await page().clock.setFixedTime(now + person.clock);
    },
    hold: async () => {
      held = new Promise((resolve) => {
        release = resolve;
      });
      while (underway > 0) await new Promise((resolve) => setTimeout(resolve, 5));
      await page().evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
    },
    release: () => {
      held = undefined;
      release();
    },
    runClock: () => {
      isRunning = true;
    },
    enroll: async () => {
      await page().goto(`${origin}/sign-in`);
      await page().locator("input[name=username]").fill(person.username);
      await page().locator("input[name=password]").fill(person.password);
      await page().locator("form button[type=submit]").first().click();
      await page().locator("main h1").waitFor();
      await page().goto(`${origin}/studies/${study}/offline`);
      await page().getByRole("button", { name: "Enroll yourself" }).click();
      await dialog().getByLabel("Name of this device").fill(`Tablet of ${person.username}`);
      await dialog().getByLabel("Device passphrase").fill(passphrase);
      await dialog().getByLabel("The passphrase again").fill(passphrase);
      await dialog().getByLabel("Your password").fill(person.password);
      await dialog().getByRole("button", { name: "Enroll yourself" }).click();
      await dialog().waitFor({ state: "hidden" });
      await page().evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    },
    openSession: async () => {
      await page().goto(address);
      await comeIn();
      // What the page needs without the server is kept.
      await page().waitForTimeout(1_000);
    },
    reload: async () => {
      await page().reload();
      await comeIn();
    },
    kill: async () => {
      await browser.kill();
      browser = await startBrowser(profile);
      await prepare();
      await page().goto(address);
      await comeIn();
    },
    note: async (text) => {
      await comeIn();
      await tab("Note");
      await page().getByLabel("Note", { exact: true }).and(page().locator("textarea")).fill(text);
      await page().getByRole("button", { name: "Save the note" }).click();
      await untilKept(text);
    },
    vitals: async (systolic) => {
      await comeIn();
      await tab("Vitals");
      await page().locator(".vigil-vital").first().focus();
      await page().keyboard.type(`${systolic}`);
      await page().locator(".vigil-entry-save").click();
      await untilKept(`${systolic}`);
    },
    untilSent: async () => {
      const pending = page().locator(".vigil-lines li[data-pending]");
      for (let tries = 0; tries < 120; tries++) {
        // It may be that whose tablet it is has been signed out meanwhile.
        await comeIn();
        if ((await pending.count()) === 0) return;
        await page().waitForTimeout(500);
      }
      throw new Error(`Entries wait: ${await page().locator("body").innerText()}`.slice(0, 3_000));
    },
    close: async () => {
      await browser.kill();
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Puts the clock of a page to a moment, from which it goes on; what is measured by the performance clock stays true. */
function runningFrom(moment: number): string {
  return `{
    const ahead = ${moment} - Date.now();
    const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) { given.length === 0 ? super(Real.now() + ahead) : super(...given); }
      static now() { return Real.now() + ahead; }
    };
  }`;
}
