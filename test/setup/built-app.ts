import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { inject } from "vitest";
// @ts-expect-error plain JavaScript, so that it runs before anything is installed
import { buildAppIfOlder } from "../../tools/build-app.mjs";

/** The app of these sources in dist/web-app: built by whichever test file asks first, while the others wait. */
export async function buildApp(): Promise<void> {
  const lock = path.join(inject("sharedFolder"), "app");
  const built = path.join(lock, "built");
  try {
    mkdirSync(lock);
  } catch {
    while (!existsSync(built)) await sleep(100);
    return;
  }
  buildAppIfOlder();
  writeFileSync(built, "");
}
