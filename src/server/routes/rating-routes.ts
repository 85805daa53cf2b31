import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ok } from "#kernel";
import { itemValue } from "#trial";
import { listRatings, seeRating } from "#usecases";
import { formsOfDesign } from "../http/design-schemas.ts";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

/** What an independent rater sees: pseudonyms, the index trauma, the language, the form. */
export function addRatingRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/ratings",
    action: "see-ratings",
    params: {},
    query: noQuery,
    answer: z.array(
      z.object({
        handle: z.string(),
        state: z.string(),
        pseudonym: z.string(),
        startsAt: z.string().nullable(),
        language: z.string().nullable(),
        indexTrauma: z.string().nullable(),
        isRecording: z.boolean(),
      }),
    ),
    ask: async (asking) => ok(await listRatings(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/ratings/:handle",
    action: "see-ratings",
    params: { handle: uuid },
    query: noQuery,
    answer: z.object({
      handle: z.string(),
      version: z.int(),
      status: z.string(),
      pseudonym: z.string(),
      language: z.string(),
      indexTrauma: z.string(),
      startsAt: z.string().nullable(),
      formId: z.string(),
      isRecording: z.boolean(),
      whereabouts: z.object({ isNeeded: z.boolean(), until: z.string().nullable() }),
      raterCoordinators: z.array(z.string()),
      items: z.array(z.object({ path: z.string(), value: itemValue.nullable() })),
      design: formsOfDesign,
    }),
    ask: (asking, { handle }) => seeRating(ports, asking, handle),
  });
}
