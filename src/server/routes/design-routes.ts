import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ok } from "#kernel";
import { seeDesign, seeDesigns } from "#usecases";
import { publishedDesign, scheduleMatrix } from "../http/design-schemas.ts";
import { addQuestion, noQuery } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const change = z.object({
  kind: z.string(),
  id: z.string(),
  change: z.enum(["added", "removed", "changed"]),
  sentence: z.string(),
  hazards: z.array(z.string()),
});
const atSite = z.object({
  siteId: z.string(),
  number: z.string(),
  name: z.string(),
  standing: z.enum(["in-effect", "approved", "superseded", "not-approved"]),
  approvedOn: z.string().nullable(),
  effectiveFrom: z.string().nullable(),
  committee: z.string().nullable(),
});

/** The protocol in its versions. */
export function addDesignRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/designs",
    action: "see-design",
    params: {},
    query: noQuery,
    answer: z.object({
      current: z.string().nullable(),
      versions: z.array(
        z.object({
          version: z.string(),
          hash: z.string(),
          summary: z.string(),
          publishedAt: z.string(),
          designName: z.string(),
          changes: z.array(change),
          sites: z.array(atSite),
          participants: z.int(),
          toConfirm: z.int(),
        }),
      ),
    }),
    ask: async (asking) => ok(await seeDesigns(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/designs/:version",
    action: "see-design",
    params: { version: z.string().min(1).max(40) },
    query: noQuery,
    answer: z.object({
      design: publishedDesign,
      isReduced: z.boolean(),
      hash: z.string(),
      summary: z.string(),
      publishedAt: z.string(),
      matrix: scheduleMatrix.optional(),
      confirmations: z.array(z.object({ parameterId: z.string(), by: z.string(), at: z.string() })),
    }),
    ask: (asking, { version }) => seeDesign(ports, asking, version),
  });
}
