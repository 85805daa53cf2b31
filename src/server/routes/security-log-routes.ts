import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { instantOf, millisecondsOf } from "#kernel";
import type { ServerPorts } from "../server-ports.ts";

const mostShown = 500;
const countedDays = 30;

/** What was refused at the door, for the instance's administrator. */
export function addSecurityLog(fastify: FastifyInstance, ports: ServerPorts): void {
  fastify.withTypeProvider<ZodTypeProvider>().route({
    method: "GET",
    url: "/api/security-log",
    config: { access: { kind: "instance-administrator" } },
    schema: {
      querystring: z.object({ kind: z.string().max(80).optional() }),
      response: {
        200: z.object({
          /** The newest first. */
          entries: z
            .array(
              z.object({
                at: z.string(),
                kind: z.string(),
                user: z.string().nullable(),
                /** The name of the account; null where none was named. */
                name: z.string().nullable(),
                route: z.string(),
                detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
              }),
            )
            .readonly(),
          /** How often each kind was noted in the last 30 days. */
          kinds: z.array(z.object({ kind: z.string(), count: z.int() })).readonly(),
        }),
      },
    },
    handler: async ({ query }) => {
      const since = instantOf(millisecondsOf(ports.clock.now()) - countedDays * 86_400_000);
      const [rows, kinds, accounts] = await Promise.all([
        ports.lists.securityLog(mostShown, query.kind),
        ports.lists.securityKinds(since),
        ports.accounts.list(),
      ]);
      const names = new Map<string, string>(accounts.map(({ userId, name }) => [userId, name]));
      const entries = rows.map(({ detail, ...row }) => ({
        ...row,
        name: row.user === null ? null : (names.get(row.user) ?? null),
        detail: detail as Readonly<Record<string, string | number | boolean>>,
      }));
      return { entries, kinds };
    },
  });
}
