import type { BrowserContext, Page } from "playwright-core";
import { uuidV7 } from "#kernel";
import type { Act, Places, ShownPage } from "./pages.ts";
import type { ShownDemonstration } from "./shown-demonstration.ts";

/** Signs the browser in as somebody of the demonstration, as with a click on the sign-in page. */
async function signBrowserIn(
  context: BrowserContext,
  { origin, signIn }: Pick<ShownDemonstration, "origin" | "signIn">,
  username: string,
): Promise<void> {
  const [name = "", value = ""] = (await signIn(username)).split("=");
  await context.addCookies([{ name, value, url: origin, httpOnly: true, sameSite: "Strict" }]);
}

/** Opens a page and waits until it shows what it is there for and asks the server nothing more. */
export async function showPage(
  context: BrowserContext,
  demonstration: Pick<ShownDemonstration, "origin" | "signIn">,
  page: ShownPage,
  places: Places,
): Promise<Page> {
  await context.clearCookies();
  const who = typeof page.as === "function" ? page.as(places) : page.as;
  if (who !== null) await signBrowserIn(context, demonstration, who);
  await page.first?.(actIn(context, demonstration.origin), places);
  const tab = await context.newPage();
  await tab.goto(`${demonstration.origin}${page.address(places)}`);
  if (page.press) await tab.getByRole("button", { name: page.press, exact: true }).first().click();
  await tab.locator(page.shows).first().waitFor({ timeout: 60_000 });
  await tab.waitForLoadState("networkidle");
  if (page.last) {
    await page.last(tab);
    // A dialog comes in on a transition.
    await tab.waitForTimeout(400);
  }
  return tab;
}

/** A command in the browser's session. */
function actIn(context: BrowserContext, origin: string): Act {
  return async (path, body) => {
    const commandId = uuidV7(Date.now(), crypto.getRandomValues(new Uint8Array(10)));
    const data = { commandId, zone: "America/New_York", ...body };
    const response = await context.request.post(`${origin}${path}`, { data, headers: { origin } });
    if (!response.ok()) throw new Error(`${path} answered ${response.status()}: ${await response.text()}`);
  };
}
