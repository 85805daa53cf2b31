import { buildServer, type ServerPorts } from "#server";
import type { Instance } from "../../src/cli/instance.ts";
import type { TestClock } from "./instance.ts";

const origin = "https://vigil.test";

/** One request to the served app, as a browser would send it. */
export type Call = {
  readonly method: string;
  readonly url: string;
  readonly body?: unknown;
  /** The session's cookie, as `vigil_session=…`. */
  readonly cookie?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
};

export type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  /** The body as JSON; null where it is none. */
  readonly json: unknown;
};

/** The real server over a database of its own, with a clock that stands still until it is moved. */
export type ServedApp = {
  readonly instance: Instance;
  readonly clock: TestClock;
  readonly server: ReturnType<typeof buildServer>;
  readonly call: (call: Call) => Promise<Answer>;
  readonly close: () => Promise<void>;
};

export function serveInstance(
  instance: Instance,
  clock: TestClock,
  more: Partial<ServerPorts> = {},
): ServedApp {
  const server = buildServer({
    ...instance.ports,
    origin: () => origin,
    relyingParty: () => ({ id: "vigil.test", name: "Vigil", origin }),
    isHttps: true,
    ...more,
  });
  return {
    instance,
    clock,
    server,
    call: (call) => inject(server, call),
    close: async () => {
      await server.close();
      await instance.close();
    },
  };
}

async function inject(
  server: ServedApp["server"],
  { method, url, body, cookie, headers = {} }: Call,
): Promise<Answer> {
  const response = await server.inject({
    method: method as "GET",
    url,
    headers: { ...(cookie === undefined ? {} : { cookie }), ...headers },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    json: readJson(response.body),
  };
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}
