import { type Browser, type BrowserContext, chromium } from "playwright-core";
import { findBrowser } from "./find-browser.ts";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The two sizes at which every page is looked at. */
export const desk = { width: 1440, height: 900 } as const;
export const tablet = { width: 834, height: 1112 } as const;

/** A real Chromium, without a window. */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, environment } = await findBrowser();
  const own = Object.fromEntries(
    Object.entries(process.env).filter((pair): pair is [string, string] => pair[1] !== undefined),
  );
  return chromium.launch({ executablePath, args: flags, env: { ...own, ...environment } });
}

/** One person's browser: cookies and storage of its own, English, the zone of the first demonstration site. */
export function aPersonsBrowser(
  browser: Browser,
  options: { readonly viewport?: typeof desk | typeof tablet; readonly colorScheme?: "light" | "dark" } = {},
): Promise<BrowserContext> {
  return browser.newContext({
    locale: "en-US",
    timezoneId: "America/New_York",
    viewport: options.viewport ?? desk,
    colorScheme: options.colorScheme ?? "light",
    reducedMotion: "reduce",
  });
}
