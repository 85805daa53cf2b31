import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ok } from "#kernel";
import { listDeviations, listQueries } from "#usecases";
import { addQuestion, noQuery } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const whose = {
  siteId: z.string(),
  participantId: z.string(),
  number: z.string().nullable(),
};
const message = z.object({
  kind: z.enum(["question", "answer", "resolution"]),
  text: z.string(),
  by: z.string(),
  role: z.string(),
  at: z.string(),
});

/** What is followed up across participants: queries and deviations. */
export function addFollowUpRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/queries",
    action: "see-queries",
    params: {},
    query: z.object({ states: z.enum(["unsettled", "closed"]).default("unsettled") }),
    answer: z.array(
      z.object({
        ...whose,
        queryId: z.string(),
        formKey: z.string(),
        itemPath: z.string(),
        state: z.string(),
        raisedBy: z.enum(["person", "edit-check"]),
        visit: z.string().nullable(),
        form: z.string(),
        item: z.string().nullable(),
        openedAt: z.string(),
        openedByName: z.string(),
        lastAt: z.string(),
        messages: z.array(message),
      }),
    ),
    ask: async (asking, _params, { states }) => ok(await listQueries(ports, asking, states)),
  });
  addQuestion(server, ports, {
    path: "/deviations",
    action: "see-deviations",
    params: {},
    query: noQuery,
    answer: z.array(
      z.object({
        ...whose,
        deviationId: z.string(),
        category: z.string(),
        importance: z.string(),
        state: z.string(),
        occurredAt: z.string(),
        details: z
          .object({
            rule: z.string(),
            description: z.string(),
            detectedBy: z.enum(["software", "person"]),
            recordedByName: z.string(),
            correctiveAction: z.string().nullable(),
            about: z.string().nullable(),
            formKey: z.string().nullable(),
            visitId: z.string().nullable(),
          })
          .nullable(),
      }),
    ),
    ask: async (asking) => ok(await listDeviations(ports, asking)),
  });
}
