import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ok } from "#kernel";
import { sessionStateView } from "#trial";
import { listSessions, seeSession } from "#usecases";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const kit = z
  .object({ code: z.string(), state: z.enum(["assigned", "dispensed"]), capsules: z.int().nullable() })
  .nullable();

/** What a device holds of a session. The plan is the protocol's, with its numbers in place. */
const sessionPack = z.object({
  plan: z.looseObject({ id: z.string() }),
  sessionId: z.string(),
  participantId: z.string(),
  participantNumber: z.string(),
  siteId: z.string(),
  visitId: z.string(),
  visitName: z.string(),
  level: z.string().nullable(),
  records: z.record(
    z.string(),
    z.object({ verdict: z.enum(["met", "not-met", "unknown"]), because: z.string() }),
  ),
  team: z.array(
    z.object({
      user: z.string(),
      name: z.string(),
      roles: z.array(z.string()),
      capacities: z.record(z.string(), z.array(z.string())),
      isPhysician: z.boolean(),
    }),
  ),
  kits: z.object({ initial: kit, supplemental: kit }),
  touchPermitted: z.array(z.string()),
  contacts: z.array(z.object({ id: z.string(), label: z.string(), telephone: z.string() })),
});

/** Sessions of the treatment: the list, and one with all that is needed to hold it. */
export function addDosingSessionRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/sessions",
    action: "see-sessions",
    params: {},
    query: noQuery,
    answer: z.array(
      z.object({
        sessionId: z.string(),
        siteId: z.string(),
        participantId: z.string(),
        number: z.string().nullable(),
        visitId: z.string(),
        kind: z.string(),
        status: z.string(),
        openedAt: z.string(),
        dosedAt: z.string().nullable(),
        endedAt: z.string().nullable(),
        ending: z.string().nullable(),
      }),
    ),
    ask: async (asking) => ok(await listSessions(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/sessions/:sessionId",
    action: "see-sessions",
    params: { sessionId: uuid },
    query: noQuery,
    answer: z.object({
      sessionId: z.string(),
      version: z.int(),
      session: sessionStateView,
      pack: sessionPack,
      isPartial: z.boolean(),
      minutesToReadiness: z.int().nullable(),
      asOf: z.string(),
    }),
    ask: (asking, { sessionId }) => seeSession(ports, asking, sessionId),
  });
}
