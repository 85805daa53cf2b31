import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ok } from "#kernel";
import { seeRaterAgreement, seeRaterPool } from "#usecases";
import { addQuestion, noQuery } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const estimate = z.object({
  method: z.string(),
  estimate: z.number().nullable(),
  standardError: z.number().nullable(),
  interval: z
    .object({ lower: z.number(), upper: z.number(), level: z.number(), method: z.string() })
    .nullable(),
  n: z.int(),
  warnings: z.array(z.object({ code: z.string(), message: z.string() })).readonly(),
});

/** What the rater coordinator sees of raters, and what is reckoned of their ratings. */
export function addRaterPoolRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/rater-pool",
    action: "see-rater-pool",
    params: {},
    query: noQuery,
    answer: z.object({
      certificates: z.array(z.object({ formId: z.string(), kind: z.string(), name: z.string() })).readonly(),
      raters: z.array(
        z.object({
          userId: z.string(),
          name: z.string(),
          languages: z.array(z.string()).readonly(),
          certificates: z.array(
            z.object({
              name: z.string(),
              kind: z.string(),
              validFrom: z.string().nullable(),
              validUntil: z.string().nullable(),
              state: z.enum(["valid", "ending", "ended", "absent"]),
            }),
          ),
          open: z.array(z.string()).readonly(),
        }),
      ),
      unassigned: z.array(
        z.object({
          participantId: z.string(),
          number: z.string().nullable(),
          formKey: z.string(),
          form: z.string(),
          visit: z.string(),
          chosen: z.string().nullable(),
        }),
      ),
      recordings: z.array(
        z.object({
          participantId: z.string(),
          number: z.string().nullable(),
          handle: z.string(),
          visit: z.string(),
          startsAt: z.string().nullable(),
          rater: z.string(),
          isSampled: z.boolean(),
          second: z.enum(["none", "requested", "received"]),
        }),
      ),
    }),
    ask: async (asking) => ok(await seeRaterPool(ports, asking)),
  });
}

/** How far raters agree; to whom is blinded to scores, differences alone. */
export function addAgreementRoute(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/rater-agreement",
    action: "see-agreement",
    params: {},
    query: noQuery,
    answer: z.object({
      form: z.string().nullable(),
      score: z.string(),
      discussFrom: z.number(),
      total: estimate,
      items: z.array(z.object({ item: z.string(), label: z.string(), kappa: estimate })),
      pairs: z.array(
        z.object({
          number: z.string().nullable(),
          visit: z.string(),
          raters: z.array(z.string()).readonly(),
          totals: z.array(z.number()).readonly().nullable(),
          difference: z.number(),
          isToDiscuss: z.boolean(),
        }),
      ),
      flagged: z.array(
        z.object({
          number: z.string().nullable(),
          visit: z.string(),
          form: z.string(),
          rater: z.string(),
          learned: z.array(z.string()).readonly(),
          learnedAt: z.string(),
        }),
      ),
    }),
    ask: async (asking) => ok(await seeRaterAgreement(ports, asking)),
  });
}
