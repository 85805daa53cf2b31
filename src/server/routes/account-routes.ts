import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { role } from "#design";
import {
  acceptInvitation,
  demonstrationPassword,
  demonstrationUsers,
  personNameSchema,
  setUpFirstAdministrator,
  usernameSchema,
} from "#usecases";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import type { ServerPorts } from "../server-ports.ts";
import { addAllAccounts } from "./all-accounts-routes.ts";
import { addOwnAccount } from "./own-account-routes.ts";
import { addSecondFactors } from "./second-factor-routes.ts";
import { addSecurityLog } from "./security-log-routes.ts";

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
  addSecurityLog(fastify, ports);
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
          /** The button for the institution's identity provider; null where there is none. */
          openId: z.object({ label: z.string() }).nullable(),
        }),
      },
    },
    handler: async () => {
      const accounts = await ports.accounts.list();
      const users = await demonstrationUsers(ports, accounts);
      return {
        isNeeded: accounts.length === 0,
        demonstrationUsers: users,
        openId: ports.openId ? { label: ports.openId.label } : null,
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
      response: { 200: z.object({ username: z.string() }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await acceptInvitation(ports, { ...request.body, source: { kind: "web" } });
      return result.ok ? reply.send({ username: result.value.username }) : refuse(reply, result.error);
    },
  });
}
