import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { ok } from "#kernel";
import { sessionKitsView, stockView } from "#trial";
import { envelopeSchema, listKits, openKitMap, reauthenticate, seeSessionKits, seeStock } from "#usecases";
import { signedInOf } from "../http/door.ts";
import { refuseAndNote, requestOf } from "../http/own-command.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

/** Kits: the list, a site's stock, a participant's sessions; and, for the unblinded side, what is in them. */
export function addKitRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/kits",
    action: "see-kits",
    params: {},
    query: noQuery,
    answer: z.array(
      z.object({
        code: z.string(),
        siteId: z.string(),
        shipmentId: z.string(),
        kind: z.string(),
        level: z.string(),
        capsules: z.int(),
        state: z.string(),
        expiresOn: z.string(),
        number: z.string().nullable(),
        visitId: z.string().nullable(),
      }),
    ),
    ask: async (asking) => ok(await listKits(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/sites/:siteId/stock",
    action: "see-kits",
    params: { siteId: uuid },
    query: noQuery,
    answer: stockView,
    ask: (asking, { siteId }) => seeStock(ports, asking, siteId),
  });
  addQuestion(server, ports, {
    path: "/participants/:participantId/kits",
    action: "see-session-kits",
    params: { participantId: uuid },
    query: noQuery,
    answer: sessionKitsView,
    ask: (asking, { participantId }) => seeSessionKits(ports, asking, participantId),
  });
  addKitMap(server, ports);
}

function addKitMap(fastify: FastifyInstance, ports: ServerPorts): void {
  fastify.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/api/studies/:studyId/sites/:subjectId/open-kit-map",
    config: { access: { kind: "study", action: "open-kit-map" } },
    schema: {
      params: z.object({ studyId: uuid, subjectId: uuid }),
      body: envelopeSchema.extend({ data: z.strictObject({ purpose: z.string().min(1).max(500) }) }),
      response: {
        200: z.array(
          z.object({
            code: z.string(),
            kind: z.string(),
            level: z.string(),
            state: z.string(),
            expiresOn: z.string(),
            shipmentId: z.string(),
            number: z.string().nullable(),
            arm: z.string(),
            armName: z.string(),
            lot: z.string(),
            milligrams: z.number(),
          }),
        ),
        "4xx": problemSchema,
      },
    },
    handler: async (request, reply) => {
      const proof = request.body.proof ?? {};
      const proven = await reauthenticate(ports, signedInOf(request), ports.relyingParty(), proof as never);
      if (!proven.ok) return refuse(reply, proven.error);
      const result = await openKitMap(ports, { ...requestOf(request), signatureMethod: proven.value });
      return result.ok ? reply.send([...result.value]) : refuseAndNote(ports, request, reply, result.error);
    },
  });
}
