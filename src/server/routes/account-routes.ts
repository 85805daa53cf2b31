import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { role } from "#design";
import type { UserId } from "#kernel";
import {
  acceptInvitation,
  addPasskey,
  addTotp,
  changeAccount,
  changePassword,
  demonstrationPassword,
  demonstrationUsers,
  factorsOf,
  invite,
  inviteAgain,
  personNameSchema,
  proposePasskey,
  proposeTotp,
  removeFactor,
  setUpFirstAdministrator,
  usernameSchema,
} from "#usecases";
import { signedInOf } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import { uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const password = z.string().min(1).max(500);
const username = usernameSchema;
const person = personNameSchema;
const nothing = z.object({});

/** One's own account, and everybody's for the instance's administrator. */
export function addAccountRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  addFirstSteps(fastify, ports);
  addOwnAccount(fastify, ports);
  addSecondFactors(fastify, ports);
  addAllAccounts(fastify, ports);
}

function addFirstSteps(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "GET",
    url: "/api/set-up",
    config: { access: { kind: "public" } },
    schema: {
      response: {
        200: z.object({
          isNeeded: z.boolean(),
          /** Whom a visitor may sign in as with one click; nobody where there is no demonstration. */
          demonstrationUsers: z
            .array(
              z.object({
                username: z.string(),
                name: z.string(),
                isAdministrator: z.boolean(),
                roles: z.array(z.object({ role, site: z.string().nullable() })).readonly(),
              }),
            )
            .readonly(),
          /** What signatures ask for in a demonstration; null where there is none. */
          demonstrationPassword: z.string().nullable(),
        }),
      },
    },
    handler: async () => {
      const accounts = await ports.accounts.list();
      const users = await demonstrationUsers(ports, accounts);
      return {
        isNeeded: accounts.length === 0,
        demonstrationUsers: users,
        demonstrationPassword: users.length > 0 ? demonstrationPassword : null,
      };
    },
  });
  server.route({
    method: "POST",
    url: "/api/set-up",
    config: { access: { kind: "public" } },
    schema: {
      body: z.strictObject({ username, name: person, password }),
      response: { 201: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await setUpFirstAdministrator(ports, request.body, { kind: "web" });
      return result.ok ? reply.status(201).send({}) : refuse(reply, result.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/invitation",
    config: { access: { kind: "public" } },
    schema: {
      body: z.strictObject({ token: z.string().min(20).max(200), password }),
      response: { 200: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await acceptInvitation(ports, { ...request.body, source: { kind: "web" } });
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
}

function addOwnAccount(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "GET",
    url: "/api/account",
    config: { access: { kind: "signed-in" } },
    schema: {
      response: {
        200: z.object({
          username: z.string(),
          name: z.string(),
          factors: z.array(z.string()).readonly(),
          passkeys: z.array(z.object({ credentialId: z.string(), label: z.string(), createdAt: z.string() })),
        }),
      },
    },
    handler: async (request) => {
      const { account } = signedInOf(request);
      const passkeys = await ports.accounts.passkeysOf(account.userId);
      return {
        username: account.username,
        name: account.name,
        factors: await factorsOf(ports, account),
        passkeys: passkeys.map(({ credentialId, label, createdAt }) => ({ credentialId, label, createdAt })),
      };
    },
  });
  server.route({
    method: "POST",
    url: "/api/account/password",
    config: { access: { kind: "signed-in" } },
    schema: {
      body: z.strictObject({ current: password, wanted: password }),
      response: { 200: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const { account, session } = signedInOf(request);
      const change = { ...request.body, keepSession: session.tokenHash, source: { kind: "web" } as const };
      const result = await changePassword(ports, account, change);
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
}

function addSecondFactors(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  const pending = { access: { kind: "pending" } } as const;
  server.route({
    method: "POST",
    url: "/api/account/authenticator-app/proposal",
    config: pending,
    schema: { response: { 200: z.object({ secret: z.string(), uri: z.string() }) } },
    handler: async (request) => proposeTotp(ports, signedInOf(request).account),
  });
  server.route({
    method: "POST",
    url: "/api/account/authenticator-app",
    config: pending,
    schema: {
      body: z.strictObject({
        secret: z.string().regex(/^[A-Z2-7]{32}$/, "expected the secret that was proposed"),
        code: z.string().max(20),
      }),
      response: { 200: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await addTotp(ports, signedInOf(request), { ...request.body, source: { kind: "web" } });
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/account/passkeys/proposal",
    config: pending,
    schema: { response: { 200: z.object({ options: z.unknown() }) } },
    handler: async (request) => ({
      options: await proposePasskey(ports, signedInOf(request), ports.relyingParty()),
    }),
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
      const made = { ...request.body, source: { kind: "web" } as const };
      const result = await addPasskey(ports, signedInOf(request), ports.relyingParty(), made);
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/account/factors/remove",
    config: { access: { kind: "signed-in" } },
    schema: {
      body: z.discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("authenticator-app") }),
        z.strictObject({ kind: z.literal("passkey"), credentialId: z.string().max(1_000) }),
      ]),
      response: { 200: nothing, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await removeFactor(ports, signedInOf(request), request.body, { kind: "web" });
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
}

function addAllAccounts(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  const administrator = { access: { kind: "instance-administrator" } } as const;
  server.route({
    method: "GET",
    url: "/api/accounts",
    config: administrator,
    schema: {
      response: {
        200: z
          .array(
            z.object({
              userId: z.string(),
              username: z.string(),
              name: z.string(),
              status: z.enum(["invited", "active", "disabled"]),
              isAdministrator: z.boolean(),
              isDemonstration: z.boolean(),
              lockedUntil: z.string().nullable(),
            }),
          )
          .readonly(),
      },
    },
    handler: async () => ports.accounts.list(),
  });
  server.route({
    method: "POST",
    url: "/api/accounts",
    config: administrator,
    schema: {
      body: z.strictObject({ username, name: person, isAdministrator: z.boolean().default(false) }),
      response: { 201: z.object({ userId: z.string(), token: z.string() }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const changer = { by: signedInOf(request).account.userId, source: { kind: "web" } as const };
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
      const changer = { by: signedInOf(request).account.userId, source: { kind: "web" } as const };
      const result = await inviteAgain(ports, request.params.userId as UserId, changer);
      return result.ok ? reply.send(result.value) : refuse(reply, result.error);
    },
  });
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
      const changer = { by: signedInOf(request).account.userId, source: { kind: "web" } as const };
      const result = await changeAccount(ports, request.params.userId as UserId, request.body, changer);
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
  server.route({
    method: "GET",
    url: "/api/security-log",
    config: administrator,
    schema: {
      response: {
        200: z
          .array(
            z.object({
              at: z.string(),
              kind: z.string(),
              user: z.string().nullable(),
              route: z.string(),
              detail: z.unknown(),
            }),
          )
          .readonly(),
      },
    },
    handler: async () => ports.lists.securityLog(500),
  });
}
