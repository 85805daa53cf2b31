import { shellAnswer } from "./shell-request.ts";

// The part of a service worker that we use: its types are not among those of a page.
type Lasting = Event & { readonly waitUntil: (work: Promise<unknown>) => void };
type Fetching = Lasting & {
  readonly request: Request;
  readonly respondWith: (answer: Promise<Response>) => void;
};
type Scope = {
  readonly location: Location;
  readonly addEventListener: (kind: string, handle: (event: Fetching) => void) => void;
};

/** The files of this build and its name, which the build puts in their place (vite.config.ts). */
declare const __SHELL__: { readonly build: string; readonly files: readonly string[] };

const scope = self as unknown as Scope;
const { build, files } = __SHELL__;
const prefix = "vigil-shell-";
const name = `${prefix}${build}`;
/** A network that takes longer is none: the page is shown from the device. */
const patience = 4_000;

scope.addEventListener("install", (event) => {
  event.waitUntil(caches.open(name).then((cache) => cache.addAll(["/index.html", ...files])));
});

// Only once no tab shows the app of an earlier build: its files stay until then.
scope.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => names.filter((one) => one.startsWith(prefix) && one !== name))
      .then((old) => Promise.all(old.map((one) => caches.delete(one)))),
  );
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  switch (shellAnswer(request, scope.location.origin, files)) {
    case "page":
      event.respondWith(page(request));
      return;
    case "file":
      event.respondWith(file(request));
      return;
    case "not-ours":
      return;
  }
});

/** The server's page where it answers in time, so that a new build is seen at the next start; else that of this build. */
async function page(request: Request): Promise<Response> {
  try {
    const answer = await fetch(request.url, { signal: AbortSignal.timeout(patience), cache: "no-cache" });
    if (answer.status < 500) return answer;
  } catch {
    // Not reached.
  }
  return (await (await caches.open(name)).match("/index.html")) ?? Response.error();
}

async function file(request: Request): Promise<Response> {
  const kept = await (await caches.open(name)).match(request.url);
  return kept ?? fetch(request);
}
