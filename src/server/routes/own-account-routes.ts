import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  changePassword,
  factorsOf,
  issueBreakGlassCode,
  type Proof,
  proofSchema,
  reauthenticate,
} from "#usecases";
import { signedInOf } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import type { ServerPorts } from "../server-ports.ts";

const password = z.string().min(1).max(500);
const nothing = z.object({});
const ownAccount = z.object({
  username: z.string(),
  name: z.string(),
  isDemonstration: z.boolean(),
  hasPassword: z.boolean(),
  /** The identity provider of the institution, and whether the account is linked with it; null where there is none. */
  openId: z.object({ label: z.string(), isLinked: z.boolean() }).nullable(),
  factors: z.array(z.string()).readonly(),
  /** The printed code for emergencies: when it was made, and whether it was used; null where there is none. */
  breakGlass: z.object({ issuedAt: z.string(), usedAt: z.string().nullable() }).nullable(),
  passkeys: z.array(z.object({ credentialId: z.string(), label: z.string(), createdAt: z.string() })),
  sessions: z.array(
    z.object({ device: z.string(), createdAt: z.string(), seenAt: z.string(), isThis: z.boolean() }),
  ),
});

/** One's own account: what there is, another password, and where one is signed in. */
export function addOwnAccount(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  const signedIn = { access: { kind: "signed-in" } } as const;
  server.route({
    method: "GET",
    url: "/api/account",
    config: signedIn,
    schema: { response: { 200: ownAccount } },
    handler: async (request) => {
      const { account, session } = signedInOf(request);
      const { username, name, isDemonstration, passwordHash, oidcSubject } = account;
      const { openId } = ports;
      const [breakGlass, passkeys, sessions] = await Promise.all([
        ports.accounts.breakGlassOf(account.userId),
        ports.accounts.passkeysOf(account.userId),
        ports.accounts.sessionsOf(account.userId),
      ]);
      return {
        username,
        name,
        isDemonstration,
        hasPassword: passwordHash !== null,
        openId: openId ? { label: openId.label, isLinked: oidcSubject !== null } : null,
        factors: await factorsOf(ports, account),
        breakGlass: breakGlass ? { issuedAt: breakGlass.issuedAt, usedAt: breakGlass.usedAt } : null,
        passkeys: passkeys.map(({ credentialId, label, createdAt }) => ({ credentialId, label, createdAt })),
        sessions: sessions.map(({ device, createdAt, seenAt, tokenHash }) => ({
          ...{ device, createdAt, seenAt },
          isThis: tokenHash === session.tokenHash,
        })),
      };
    },
  });
  server.route({
    method: "POST",
    url: "/api/account/password",
    config: signedIn,
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
  server.route({
    method: "POST",
    url: "/api/account/break-glass",
    config: signedIn,
    schema: {
      body: z.strictObject({ proof: proofSchema }),
      response: { 200: z.object({ code: z.string(), issuedAt: z.string() }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const who = signedInOf(request);
      const proven = await reauthenticate(ports, who, ports.relyingParty(), request.body.proof as Proof);
      if (!proven.ok) return refuse(reply, proven.error);
      const changer = { by: who.account.userId, source: { kind: "web" } as const };
      const issued = await issueBreakGlassCode(ports, who.account, changer);
      return issued.ok ? reply.send(issued.value) : refuse(reply, issued.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/account/sessions/end-others",
    config: signedIn,
    schema: { response: { 200: nothing } },
    handler: async (request) => {
      const { account, session } = signedInOf(request);
      await ports.accounts.endSessionsOf(account.userId, session.tokenHash);
      return {};
    },
  });
}
