import { buildServer, listRoutes } from "#server";
import { acceptInvitation } from "#usecases";
import { type StaffName, staff } from "../../src/trial/testing/people.ts";
import { aMeadow, type Meadow } from "../builders/meadow.ts";

export const password = "a long sentence here";

export type Answered = {
  readonly status: number;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test says what it expects
  readonly body: any;
};

/** The study of the unit tests behind the real server, with everybody signed in; no network and no browser. */
export type ServedMeadow = {
  readonly meadow: Meadow;
  readonly get: (as: StaffName, path: string) => Promise<Answered>;
  readonly post: (as: StaffName | null, path: string, body: unknown) => Promise<Answered>;
  /** A command about a participant of the study, with the person's password. */
  readonly command: (
    as: StaffName,
    about: string,
    type: string,
    data: unknown,
    more?: object,
  ) => Promise<Answered>;
  /** Every answer to every question that a person can ask, by its address. */
  readonly everything: (
    as: StaffName,
    ids: Readonly<Record<string, string>>,
  ) => Promise<ReadonlyMap<string, string>>;
  readonly newCommandId: () => string;
  readonly close: () => Promise<void>;
};

export async function aServedMeadow(): Promise<ServedMeadow> {
  const meadow = await aMeadow();
  const { instance, study } = meadow;
  const origin = "http://localhost";
  const server = buildServer({
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
    isHttps: false,
  });
  for (const token of meadow.invitations.values())
    await acceptInvitation(instance.ports, { token, password, source: { kind: "cli" } });
  const cookies = new Map<StaffName, string>();
  const ask = async (
    method: "GET" | "POST",
    url: string,
    cookie: string,
    body?: unknown,
  ): Promise<Answered> => {
    const payload = body === undefined ? {} : { payload: body as object };
    const answer = await server.inject({ method, url, headers: cookie ? { cookie } : {}, ...payload });
    return {
      status: answer.statusCode,
      text: answer.body,
      body: answer.body ? JSON.parse(answer.body) : null,
    };
  };
  const cookieOf = async (name: StaffName): Promise<string> => {
    const known = cookies.get(name);
    if (known) return known;
    const signedIn = await server.inject({
      method: "POST",
      url: "/api/sign-in",
      payload: { username: staff[name].name, password },
    });
    const cookie = String(signedIn.headers["set-cookie"]).split(";")[0] ?? "";
    cookies.set(name, cookie);
    return cookie;
  };
  const newCommandId = (): string => instance.ports.randomness.timedId();
  const served: ServedMeadow = {
    meadow,
    newCommandId,
    get: async (name, path) => ask("GET", path, await cookieOf(name)),
    post: async (name, path, body) => ask("POST", path, name ? await cookieOf(name) : "", body),
    command: (name, about, type, data, more = {}) =>
      served.post(name, `/api/studies/${study}/${about}/commands/${type}`, {
        commandId: newCommandId(),
        zone: "America/New_York",
        proof: { password },
        data,
        ...more,
      }),
    everything: async (name, ids) => {
      const answers = new Map<string, string>();
      for (const url of questions()) {
        const path = url.replaceAll(/:(\w+)/g, (_, id: string) => ids[id] ?? study);
        answers.set(url, (await served.get(name, path)).text);
      }
      return answers;
    },
    close: async () => {
      await server.close();
      await instance.close();
    },
  };
  return served;
}

/** Every address that answers a question within a study. */
function questions(): readonly string[] {
  return listRoutes().flatMap(({ method, url, access }) => {
    if (method !== "GET" || access.kind !== "study") return [];
    const asked = url.endsWith("/unblinding/participant") ? "?number=01-0001" : "";
    const form = /\/(form|history)$/.test(url) ? "?formKey=at-screening%2Fvitals%2F1&path=weight" : "";
    return [`${url}${asked}${form}${url.endsWith("/eligibility") ? "?at=enrollment" : ""}`];
  });
}
