import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type Instant, ok, parseInstant } from "#kernel";
import { adverseEventLine, safetyRecordsView, shownDefinition } from "#trial";
import { listAdverseEvents, seeManual, seeSafetyRecords, seeTraining } from "#usecases";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const code = z.string().min(1).max(80).optional();
const standing = z.enum(["valid", "outdated", "missing", "not-needed"]);
const moment = z.string().refine((text) => parseInstant(text).ok, "expected a moment (2026-11-20T10:30:00Z)");

/** The records that a dose rests on: adverse events, medication and results, training and the manual of the site. */
export function addSafetyRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/adverse-events",
    action: "see-adverse-events",
    params: {},
    query: z.object({
      siteId: uuid.optional(),
      participantId: uuid.optional(),
      severity: code,
      valence: code,
      specialInterest: code,
      serious: z.enum(["yes", "no"]).optional(),
    }),
    answer: z.object({
      events: z.array(
        adverseEventLine.extend({
          participantId: z.string(),
          number: z.string().nullable(),
          siteId: z.string(),
          site: z.string(),
          zone: z.string(),
        }),
      ),
      isWithoutSessions: z.boolean(),
      abuseRelated: z.array(z.object({ term: z.string(), count: z.int() })),
    }),
    ask: (asking, _params, filter) => listAdverseEvents(ports, asking, filter),
  });
  addQuestion(server, ports, {
    path: "/participants/:participantId/safety-records",
    action: "see-participant",
    params: { participantId: uuid },
    query: z.object({ moment: moment.optional() }),
    answer: safetyRecordsView,
    ask: (asking, { participantId }, query) =>
      seeSafetyRecords(ports, asking, participantId, query.moment as Instant | undefined),
  });
  addTrainingRoutes(server, ports);
}

function addTrainingRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/training",
    action: "see-training",
    params: {},
    query: noQuery,
    answer: z.object({
      own: z.array(
        z.object({
          definition: shownDefinition,
          site: z.string().nullable(),
          isComing: z.boolean(),
          standing,
          acknowledgedAt: z.string().nullable(),
        }),
      ),
      staff: z
        .array(
          z.object({
            userId: z.string(),
            name: z.string(),
            siteId: z.string(),
            site: z.string(),
            definitionId: z.string(),
            label: z.string(),
            sha256: z.string(),
            standing,
            acknowledgedAt: z.string().nullable(),
          }),
        )
        .nullable(),
    }),
    ask: async (asking) => ok(await seeTraining(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/manual",
    action: "see-design",
    params: {},
    query: z.object({ siteId: uuid.optional() }),
    answer: z.object({
      study: z.string(),
      site: z.object({ siteId: z.string(), number: z.string(), name: z.string() }).nullable(),
      designVersion: z.string(),
      definitions: z.array(shownDefinition),
      seriousEvents: z
        .object({
          withinHours: z.number(),
          source: z.string(),
          criteria: z.array(z.object({ id: z.string(), label: z.string() })),
        })
        .nullable(),
      prohibited: z.array(
        z.object({ label: z.string(), washoutDays: z.number().nullable(), isAbsoluteStop: z.boolean() }),
      ),
      results: z.array(
        z.object({
          kind: z.enum(["laboratory", "electrocardiogram"]),
          validForDays: z.number(),
          exclusions: z.array(z.string()),
        }),
      ),
    }),
    ask: (asking, _params, { siteId }) => seeManual(ports, asking, siteId),
  });
}
