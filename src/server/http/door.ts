import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { StudyId } from "#kernel";
import { type Action, isPermitted } from "#trial";
import {
  mayStillTell,
  noteActivity,
  type Principal,
  principalInStudy,
  type SignedIn,
  sessionOf,
} from "#usecases";
import type { ServerPorts } from "../server-ports.ts";
import type { Access } from "./access.ts";
import { readCookie, sessionCookie } from "./cookie.ts";
import { anotherPersonProblem, notFoundProblem, notSignedInProblem, type Problem } from "./problem.ts";

declare module "fastify" {
  interface FastifyRequest {
    signedIn: SignedIn | null;
    principal: Principal | null;
  }
}

/**
 * The one place where a request is let in or not, before its body is read. Deny by default: a route that does not say who may
 * call it does not start, and an address that does not exist is no different from one that is not theirs.
 */
export function guardDoor(server: FastifyInstance, ports: ServerPorts): void {
  server.decorateRequest("signedIn", null);
  server.decorateRequest("principal", null);
  server.addHook("onRoute", ({ config, url, method }) => {
    if (!config?.access && method !== "HEAD")
      throw new Error(`The route ${String(method)} ${url} does not say who may call it.`);
  });
  server.addHook("onRequest", async (request, reply) => {
    // By the route that was found, never by the address as it was spelled: /%61pi is /api to the router.
    const access = request.routeOptions.config.access ?? { kind: "signed-in" };
    if (access.kind === "app") return;
    const foreign = foreignOrigin(request, ports.origin);
    if (foreign) return deny(ports, request, reply, foreign, "foreign-origin");
    const token = readCookie(request.headers.cookie, sessionCookie);
    request.signedIn = token ? ((await sessionOf(ports, token)) ?? null) : null;
    const problem = await problemAtDoor(ports, request, access);
    if (problem) return deny(ports, request, reply, problem, problem.code);
    // Whatever a page asks by itself is a GET: only acts of the person keep a session from being idle.
    const isAct = request.method !== "GET" && request.method !== "HEAD";
    if (isAct && request.signedIn) await noteActivity(ports, request.signedIn);
  });
}

async function problemAtDoor(
  ports: ServerPorts,
  request: FastifyRequest,
  access: Exclude<Access, { readonly kind: "app" }>,
): Promise<Problem | undefined> {
  if (access.kind === "public") return undefined;
  const { signedIn } = request;
  if (!signedIn) return notSignedInProblem;
  const isHandedOver = signedIn.session.handedOver !== null;
  if (isHandedOver && !isForParticipants(access)) return handedOverProblem;
  if (access.kind === "pending") return undefined;
  if (signedIn.session.pending) return notSignedInProblem;
  if (isOfAnother(request, signedIn)) return anotherPersonProblem;
  if (!isHandedOver && access.kind === "handed-over") return notFoundProblem;
  if (access.kind === "instance-administrator")
    return signedIn.account.isAdministrator ? undefined : notFoundProblem;
  if (access.kind === "study") return problemInStudy(ports, request, signedIn, access.action);
  return undefined;
}

/**
 * The tabs of a browser share a session: an act that was typed by one person and arrives under the sign-in of the next says so
 * in this header. Whoever sends none, as a program does, has but one session.
 */
function isOfAnother({ headers }: FastifyRequest, { session, account }: SignedIn): boolean {
  const actor = headers["x-vigil-person"];
  return actor !== undefined && actor !== (session.handedOver ? "participant" : account.userId);
}

function isForParticipants(access: Access): boolean {
  return (
    access.kind === "handed-over" || (access.kind === "study" && isPermitted("participant", access.action))
  );
}

async function problemInStudy(
  ports: ServerPorts,
  request: FastifyRequest,
  signedIn: SignedIn,
  action: Action,
): Promise<Problem | undefined> {
  const { studyId } = request.params as { studyId: StudyId };
  const principal = await principalInStudy(ports, signedIn, studyId);
  const maySend = mayStillTell(principal, action);
  if (principal.standings.length === 0 && !maySend) return notFoundProblem;
  request.principal = principal;
  if (maySend || principal.standings.some(({ role }) => isPermitted(role, action))) return undefined;
  return {
    type: "about:blank",
    title: "Not permitted",
    status: 403,
    detail: `None of your roles in this study may ${action.replaceAll("-", " ")}.`,
    code: "not-permitted",
    cites: "21 CFR 11.10(g)",
  };
}

async function deny(
  { securityLog }: ServerPorts,
  request: FastifyRequest,
  reply: FastifyReply,
  problem: Problem,
  kind: string,
): Promise<FastifyReply> {
  const user = request.signedIn?.account.userId;
  await securityLog.write({
    kind,
    route: `${request.method} ${request.routeOptions.url ?? "unknown"}`,
    ...(user ? { user } : {}),
  });
  return reply.status(problem.status).type("application/problem+json").send(problem);
}

/** A page of another origin may not act with a person's session, cookie or no cookie. */
function foreignOrigin({ method, headers }: FastifyRequest, origin: () => string): Problem | undefined {
  if (method === "GET" || method === "HEAD" || headers.origin === undefined) return undefined;
  if (headers.origin === origin()) return undefined;
  return {
    type: "about:blank",
    title: "Not permitted",
    status: 403,
    detail: "This request comes from a page of another address.",
    code: "foreign-origin",
  };
}

export const handedOverProblem: Problem = {
  type: "about:blank",
  title: "Not permitted",
  status: 403,
  detail: "This device was handed to a participant. A member of staff ends that with the PIN.",
  code: "device-handed-over",
};

/** The principal that the door has established; only routes of a study have one. */
export function principalOf(request: FastifyRequest): Principal {
  if (!request.principal) throw new Error("This route has no principal: its access is not of a study.");
  return request.principal;
}

export function signedInOf(request: FastifyRequest): SignedIn {
  if (!request.signedIn) throw new Error("This route has no signed-in person: its access is public.");
  return request.signedIn;
}
