import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { UserId } from "#kernel";
import { changeAccount, invite, inviteAgain, personNameSchema, usernameSchema } from "#usecases";
import { signedInOf } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import { uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const username = usernameSchema;
const person = personNameSchema;
const nothing = z.object({});
const administrator = { access: { kind: "instance-administrator" } } as const;
const accountRow = z.object({
  userId: z.string(),
  username: z.string(),
  name: z.string(),
  status: z.enum(["invited", "active", "disabled"]),
  isAdministrator: z.boolean(),
  isDemonstration: z.boolean(),
  /** While the account is locked: until when. */
  lockedUntil: z.string().nullable(),
  /** For an invitation that waits. */
  invitationUntil: z.string().nullable(),
});

/** Everybody's account, for the instance's administrator. */
export function addAllAccounts(fastify: FastifyInstance, ports: ServerPorts): void {
  addAccountList(fastify, ports);
  addInvitations(fastify, ports);
  addAccountChanges(fastify, ports);
}

function addAccountList(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "GET",
    url: "/api/accounts",
    config: administrator,
    schema: {
      response: {
        200: z.array(accountRow).readonly(),
      },
    },
    handler: async () => {
      const now = ports.clock.now();
      return (await ports.accounts.list()).map(({ lockedUntil, ...account }) => ({
        ...account,
        lockedUntil: lockedUntil && lockedUntil > now ? lockedUntil : null,
      }));
    },
  });
}

function addInvitations(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/accounts",
    config: administrator,
    schema: {
      body: z.strictObject({ username, name: person, isAdministrator: z.boolean().default(false) }),
      response: { 201: z.object({ userId: z.string(), token: z.string() }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const changer = changerOf(request);
      const result = await invite(ports, request.body, changer);
      return result.ok ? reply.status(201).send(result.value) : refuse(reply, result.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/accounts/:userId/invitation",
    config: administrator,
    schema: {
      params: z.object({ userId: uuid }),
      response: { 200: z.object({ token: z.string() }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const changer = changerOf(request);
      const result = await inviteAgain(ports, request.params.userId as UserId, changer);
      return result.ok ? reply.send(result.value) : refuse(reply, result.error);
    },
  });
}

function addAccountChanges(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/accounts/:userId/change",
    config: administrator,
    schema: {
      params: z.object({ userId: uuid }),
      body: z.strictObject({
        act: z.enum(["disable", "enable", "unlock"]),
        why: z.string().trim().min(1).max(500),
      }),
      response: { 200: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const changer = changerOf(request);
      const result = await changeAccount(ports, request.params.userId as UserId, request.body, changer);
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
}

function changerOf(request: FastifyRequest) {
  return { by: signedInOf(request).account.userId, source: { kind: "web" } as const };
}
