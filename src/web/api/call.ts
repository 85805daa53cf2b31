import { actingHeader, actingPerson } from "./acting-person.ts";
import { noteAnswered, noteUnanswered } from "./contact.ts";
import type { Routes } from "./routes.generated.ts";
import { compareClocks } from "./server-clock.ts";

/** RFC 9457 problem details, as every error of the API comes. */
export type Problem = {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly cites?: string;
  readonly path?: string;
  readonly issues?: readonly { readonly path: string; readonly message: string }[];
};

/** What the server, or the network, said instead of an answer. */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = "ApiError";
    this.problem = problem;
  }
}

type Route = keyof Routes;
type PartOf<Key extends Route, Part extends string> = Part extends keyof Routes[Key]
  ? Routes[Key][Part]
  : undefined;
type Needs<Key extends Route> = (Routes[Key] extends { params: infer Params }
  ? { readonly params: Params }
  : unknown) &
  (Routes[Key] extends { query: infer Query } ? { readonly query?: Query } : unknown) &
  (Routes[Key] extends { body: infer Body } ? { readonly body: Body } : unknown);

export type Answer<Key extends Route> = PartOf<Key, "answer">;

const unreached = [502, 503, 504];
const sessionEnds = ["not-signed-in", "another-person"];
const sessionEndListeners = new Set<() => void>();

/** Calls the listener when the server says, to whatever was asked, that nobody or somebody else is signed in. @returns how to stop it */
export function onSessionEnd(listener: () => void): () => void {
  sessionEndListeners.add(listener);
  return () => sessionEndListeners.delete(listener);
}

/**
 * Calls a route of the API by its name: `call("GET /api/studies/:studyId", { params: { studyId } })`.
 * @throws ApiError for every answer that is none, a missing network among them
 */
export async function call<Key extends Route>(route: Key, needs: Needs<Key>): Promise<Answer<Key>> {
  const response = await send(route, needs);
  if (response.status === 204) return undefined as Answer<Key>;
  return (await response.json()) as Answer<Key>;
}

/** Like `call`, for an answer that is a file. */
export async function download<Key extends Route>(route: Key, needs: Needs<Key>): Promise<Blob> {
  return (await send(route, needs)).blob();
}

async function send(route: string, needs: unknown): Promise<Response> {
  const { params, query, body } = needs as {
    readonly params?: Readonly<Record<string, string>>;
    readonly query?: Readonly<Record<string, string | undefined>>;
    readonly body?: unknown;
  };
  const [method = "GET", template = ""] = route.split(" ");
  const path = template.replace(/:(\w+)/g, (_match, name: string) =>
    encodeURIComponent(params?.[name] ?? ""),
  );
  const response = await fetch(`${path}${renderQuery(query)}`, {
    method,
    credentials: "same-origin",
    headers: headersOf(method, body),
    ...(body === undefined ? {} : { body: JSON.stringify(stamped(body)) }),
  }).catch(() => {
    noteUnanswered();
    throw new ApiError({ title: "offline", status: 0, detail: "offline", code: "offline" });
  });
  noteContact(response);
  if (response.ok) return response;
  const problem = await readProblem(response);
  noteProblem(problem);
  throw new ApiError(problem);
}

/** The server has answered, whatever it said. */
export function noteContact({ headers, status }: Response): void {
  // These come from what stands before a server that is gone.
  if (unreached.includes(status)) {
    noteUnanswered();
    return;
  }
  const now = Date.now();
  noteAnswered(now);
  compareClocks(headers.get("date"), now);
}

/** Tells whoever listens where the answer means that nobody, or somebody else, is signed in. */
export function noteProblem({ code }: Pick<Problem, "code">): void {
  if (sessionEnds.includes(code)) for (const tell of sessionEndListeners) tell();
}

function headersOf(method: string, body: unknown): Readonly<Record<string, string>> {
  const person = method === "GET" ? undefined : actingPerson();
  return {
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(person === undefined ? {} : { [actingHeader]: person }),
  };
}

/** A command says what the device's clock says as it is sent: the server keeps by how much that is off. */
function stamped(body: unknown): unknown {
  const isCommand = typeof body === "object" && body !== null && "commandId" in body;
  return isCommand ? { ...body, sentAt: new Date().toISOString() } : body;
}

async function readProblem(response: Response): Promise<Problem> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return {
      title: response.statusText,
      status: response.status,
      detail: response.statusText,
      code: "unreadable",
    };
  }
}

function renderQuery(query: Readonly<Record<string, string | undefined>> | undefined): string {
  const given = Object.entries(query ?? {}).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return given.length === 0 ? "" : `?${new URLSearchParams(given)}`;
}
