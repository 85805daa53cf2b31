import type { StudyId } from "#kernel";

/** As much of a demonstration as looking at its pages takes. */
export type ShownDemonstration = {
  readonly origin: string;
  readonly study: StudyId;
  /** Signs one of its people in, as with a click on the sign-in page; returns the session's cookie. */
  readonly signIn: (username: string) => Promise<string>;
  /** What somebody who is signed in is answered. */
  readonly get: <Body = unknown>(path: string, cookie: string) => Promise<Body>;
};

/** A demonstration that is served at an address, reached as a person reaches it. */
export async function demonstrationAt(origin: string): Promise<ShownDemonstration> {
  const cookie = await signInAt(origin, "nora.coordinator");
  const [study] = await getAt<readonly { readonly studyId: StudyId }[]>(origin, "/api/studies", cookie);
  if (!study) throw new Error(`There is no study at ${origin}.`);
  return {
    origin,
    study: study.studyId,
    signIn: (username) => signInAt(origin, username),
    get: (place, session) => getAt(origin, place, session),
  };
}

export async function signInAt(origin: string, username: string): Promise<string> {
  const response = await fetch(`${origin}/api/demonstration/sign-in`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ username }),
  });
  const cookie = response.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`${username} could not sign in: ${response.status}.`);
  return cookie;
}

export async function getAt<Body>(origin: string, place: string, cookie: string): Promise<Body> {
  const response = await fetch(`${origin}${place}`, { headers: { cookie } });
  if (!response.ok) throw new Error(`${place} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Body;
}
