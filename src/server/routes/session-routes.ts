import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { askForPasskey, confirmCode, confirmPasskey, signIn, signInToDemonstration } from "#usecases";
import { renderCookie, renderNoCookie } from "../http/cookie.ts";
import { signedInOf } from "../http/door.ts";
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
  handedOver: z.object({ study: z.string(), formKey: z.string() }).optional(),
});

/** Signing in and out. */
export function addSessionRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  addSigningIn(fastify, ports);
  addDemonstrationSignIn(fastify, ports);
}

/** One click, no password: for people who are invented. */
function addDemonstrationSignIn(fastify: FastifyInstance, ports: ServerPorts): void {
  fastify.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/api/demonstration/sign-in",
    config: { access: { kind: "public" } },
    schema: {
      body: z.strictObject({ username: z.string().min(1).max(200) }),
      response: { 200: step, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const device = (request.headers["user-agent"] ?? "").slice(0, 80);
      const result = await signInToDemonstration(ports, { ...request.body, device });
      if (!result.ok) return refuse(reply, result.error);
      reply.header("set-cookie", renderCookie(result.value.token, ports));
      return reply.send({ step: "signed-in" as const });
    },
  });
}

function addSigningIn(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();

  server.route({
    method: "GET",
    url: "/api/session",
    config: { access: { kind: "public" } },
    schema: { response: { 200: session } },
    handler: async (request) => {
      if (!request.signedIn) return { state: "signed-out" as const };
      const { account, session: own } = request.signedIn;
      if (own.pending) return { state: "pending" as const };
      const { userId, username, name, isAdministrator, isDemonstration } = account;
      const user = { userId, username, name, isAdministrator, isDemonstration };
      if (!own.handedOver) return { state: "signed-in" as const, user };
      const { study, formKey } = own.handedOver;
      return { state: "handed-over" as const, handedOver: { study, formKey } };
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
      const device = (request.headers["user-agent"] ?? "").slice(0, 80);
      const result = await signIn(ports, { ...request.body, device });
      if (!result.ok) return refuse(reply, result.error);
      const { token, ...rest } = result.value;
      reply.header("set-cookie", renderCookie(token, ports));
      return reply.send(rest);
    },
  });

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
      return result.ok ? reply.send({}) : refuse(reply, result.error);
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
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
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
