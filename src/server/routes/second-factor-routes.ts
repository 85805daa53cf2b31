import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { Refusal, Result } from "#kernel";
import {
  addPasskey,
  addTotp,
  type Proof,
  proofSchema,
  proposePasskey,
  proposeTotp,
  removeFactor,
} from "#usecases";
import { renderCookie } from "../http/cookie.ts";
import { signedInOf } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import type { ServerPorts } from "../server-ports.ts";

const nothing = z.object({});
const pending = { access: { kind: "pending" } } as const;
const source = { kind: "web" } as const;
/** Absent only while the first factor is set up. */
const withProof = z.strictObject({ proof: proofSchema.optional() });
const credentialId = z.string().max(1_000);

/** Adding and removing one's own second factors. Who has one proves it first, while signing in or anew. */
export function addSecondFactors(fastify: FastifyInstance, ports: ServerPorts): void {
  addAuthenticatorApp(fastify, ports);
  addPasskeys(fastify, ports);
  addRemoval(fastify, ports);
}

function addAuthenticatorApp(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/account/authenticator-app/proposal",
    config: pending,
    schema: {
      body: withProof.nullish(),
      response: { 200: z.object({ secret: z.string(), uri: z.string() }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const proof = request.body?.proof as Proof | undefined;
      const result = await proposeTotp(ports, signedInOf(request), ports.relyingParty(), proof);
      return result.ok ? reply.send(result.value) : refuse(reply, result.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/account/authenticator-app",
    config: pending,
    schema: {
      body: z.strictObject({ code: z.string().max(20) }),
      response: { 200: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) =>
      goOn(ports, reply, await addTotp(ports, signedInOf(request), { ...request.body, source })),
  });
}

function addPasskeys(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/account/passkeys/proposal",
    config: pending,
    schema: {
      body: withProof.nullish(),
      response: { 200: z.object({ options: z.unknown() }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const proof = request.body?.proof as Proof | undefined;
      const result = await proposePasskey(ports, signedInOf(request), ports.relyingParty(), proof);
      return result.ok ? reply.send(result.value) : refuse(reply, result.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/account/passkeys",
    config: pending,
    schema: {
      body: z.strictObject({ answer: z.unknown(), label: z.string().trim().min(1).max(80) }),
      response: { 200: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const made = { ...request.body, source };
      return goOn(ports, reply, await addPasskey(ports, signedInOf(request), ports.relyingParty(), made));
    },
  });
}

function addRemoval(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/account/factors/remove",
    config: { access: { kind: "signed-in" } },
    schema: {
      body: z.discriminatedUnion("kind", [
        withProof.extend({ kind: z.literal("authenticator-app") }),
        withProof.extend({ kind: z.literal("passkey"), credentialId }),
      ]),
      response: { 200: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const { proof, ...factor } = request.body;
      const removal = { factor, source, ...(proof ? { proof: proof as Proof } : {}) };
      const result = await removeFactor(ports, signedInOf(request), ports.relyingParty(), removal);
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
}

/** A factor was added: with it a sign-in is complete, and the session goes on under a new token. */
function goOn(
  ports: ServerPorts,
  reply: FastifyReply,
  result: Result<{ token?: string }, Refusal>,
): FastifyReply {
  if (!result.ok) return refuse(reply, result.error);
  if (result.value.token) reply.header("set-cookie", renderCookie(result.value.token, ports));
  return reply.send({});
}
