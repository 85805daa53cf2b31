import type { BrowserContext, Page } from "playwright-core";
import type { Places, ShownPage } from "./pages.ts";
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
  if (page.as !== null) await signBrowserIn(context, demonstration, page.as);
  const tab = await context.newPage();
  await tab.goto(`${demonstration.origin}${page.address(places)}`);
  await tab.locator(page.shows).first().waitFor({ timeout: 60_000 });
  await tab.waitForLoadState("networkidle");
  return tab;
}
