/** What the service worker does with a request: give the page of the app, give a file of the app, or stay out of it. */
export type ShellAnswer = "page" | "file" | "not-ours";

/**
 * Only the app's own shell is ever answered from the device: its page and its files. An answer of the API never is, and none is kept: what
 * a person may see is the server's to say, each time (`/api/…` is not ours, whatever its method).
 */
export function shellAnswer(
  { method, url, mode }: { readonly method: string; readonly url: string; readonly mode: string },
  origin: string,
  files: readonly string[],
): ShellAnswer {
  const { origin: own, pathname } = new URL(url);
  if (method !== "GET" || own !== origin || pathname === "/api" || pathname.startsWith("/api/"))
    return "not-ours";
  if (files.includes(pathname)) return "file";
  return mode === "navigate" ? "page" : "not-ours";
}
