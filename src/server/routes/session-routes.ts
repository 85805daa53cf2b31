import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Refusal, Result } from "#kernel";
import {
  askForPasskey,
  confirmCode,
  confirmPasskey,
  endOf,
  factorsOf,
  type Session,
  signIn,
  signInToDemonstration,
} from "#usecases";
import { renderCookie, renderNoCookie } from "../http/cookie.ts";
import { deviceOf } from "../http/device.ts";
import { handedOverProblem, signedInOf } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import type { ServerPorts } from "../server-ports.ts";

const secondFactor = z.enum(["authenticator-app", "passkey"]);
const step = z.object({
  step: z.enum(["signed-in", "second-factor", "set-up-second-factor"]),
  factors: z.array(secondFactor).readonly().optional(),
});
const session = z.object({
  state: z.enum(["signed-out", "pending", "signed-in", "handed-over"]),
  user: z
    .object({
      userId: z.string(),
      username: z.string(),
      name: z.string(),
      isAdministrator: z.boolean(),
      isDemonstration: z.boolean(),
    })
    .optional(),
  /** For a sign-in that waits: what may follow; none: one is set up. */
  factors: z.array(secondFactor).readonly().optional(),
  handedOver: z.object({ study: z.string(), formKey: z.string() }).optional(),
  /** How long the session lasts if nothing more is done; asking does not count. */
  endsIn: z.object({ seconds: z.int(), because: z.enum(["idle", "age"]) }).optional(),
});

/** Signing in and out, and how long that lasts. */
export function addSessionRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  addSession(fastify, ports);
  addFirstStep(fastify, ports);
  addSecondStep(fastify, ports);
}

function addSession(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();

  server.route({
    method: "GET",
    url: "/api/session",
    config: { access: { kind: "public" } },
    schema: { response: { 200: session } },
    handler: async (request) => {
      if (!request.signedIn) return { state: "signed-out" as const };
      const { account, session: own } = request.signedIn;
      const endsIn = ending(ports, own);
      if (own.pending) return { state: "pending" as const, factors: await factorsOf(ports, account), endsIn };
      const { userId, username, name, isAdministrator, isDemonstration } = account;
      const user = { userId, username, name, isAdministrator, isDemonstration };
      if (!own.handedOver) return { state: "signed-in" as const, user, endsIn };
      const { study, formKey } = own.handedOver;
      return { state: "handed-over" as const, handedOver: { study, formKey } };
    },
  });

  server.route({
    method: "POST",
    url: "/api/session/activity",
    config: { access: { kind: "signed-in" } },
    schema: { response: { 200: z.object({}) } },
    // The door has noted it.
    handler: async () => ({}),
  });

  server.route({
    method: "POST",
    url: "/api/sign-out",
    config: { access: { kind: "pending" } },
    schema: { response: { 200: z.object({}) } },
    handler: async (request, reply) => {
      const { session: own } = signedInOf(request);
      // A handed-over device is ended by the PIN alone.
      if (!own.handedOver) {
        await ports.accounts.endSession(own.tokenHash);
        reply.header("set-cookie", renderNoCookie(ports));
      }
      return reply.send({});
    },
  });
}

function addFirstStep(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/demonstration/sign-in",
    config: { access: { kind: "public" } },
    schema: {
      body: z.strictObject({ username: z.string().min(1).max(200) }),
      response: { 200: step, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const earlier = request.signedIn?.session;
      if (earlier?.handedOver)
        return reply.status(403).type("application/problem+json").send(handedOverProblem);
      const result = await signInToDemonstration(ports, { ...request.body, device: deviceOf(request) });
      if (!result.ok) return refuse(reply, result.error);
      if (earlier) await ports.accounts.endSession(earlier.tokenHash);
      reply.header("set-cookie", renderCookie(result.value.token, ports));
      return reply.send({ step: "signed-in" as const });
    },
  });

  server.route({
    method: "POST",
    url: "/api/sign-in",
    config: { access: { kind: "public" } },
    schema: {
      body: z.strictObject({ username: z.string().min(1).max(200), password: z.string().min(1).max(500) }),
      response: { 200: step, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const earlier = request.signedIn?.session;
      // A handed-over device is ended by the PIN alone.
      if (earlier?.handedOver)
        return reply.status(403).type("application/problem+json").send(handedOverProblem);
      const result = await signIn(ports, { ...request.body, device: deviceOf(request) });
      if (!result.ok) return refuse(reply, result.error);
      if (earlier) await ports.accounts.endSession(earlier.tokenHash);
      const { token, ...rest } = result.value;
      reply.header("set-cookie", renderCookie(token, ports));
      return reply.send(rest);
    },
  });
}

function addSecondStep(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  const goOn = (reply: FastifyReply, result: Result<string, Refusal>): FastifyReply => {
    if (!result.ok) return refuse(reply, result.error);
    return reply.header("set-cookie", renderCookie(result.value, ports)).send({});
  };

  server.route({
    method: "POST",
    url: "/api/sign-in/code",
    config: { access: { kind: "pending" } },
    schema: {
      body: z.strictObject({ code: z.string().max(20) }),
      response: { 200: z.object({}), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await confirmCode(ports, signedInOf(request), request.body.code);
      return goOn(reply, result);
    },
  });

  server.route({
    method: "POST",
    url: "/api/passkey/challenge",
    config: { access: { kind: "pending" } },
    schema: { response: { 200: z.object({ options: z.unknown() }) } },
    handler: async (request) => ({
      options: await askForPasskey(ports, signedInOf(request), ports.relyingParty()),
    }),
  });

  server.route({
    method: "POST",
    url: "/api/sign-in/passkey",
    config: { access: { kind: "pending" } },
    schema: {
      body: z.strictObject({ answer: z.unknown() }),
      response: { 200: z.object({}), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await confirmPasskey(
        ports,
        signedInOf(request),
        ports.relyingParty(),
        request.body.answer,
      );
      return goOn(reply, result);
    },
  });
}

function ending(ports: ServerPorts, own: Session): { seconds: number; because: "idle" | "age" } {
  const { milliseconds, because } = endOf(ports, own);
  return { seconds: Math.max(0, Math.floor(milliseconds / 1_000)), because };
}
