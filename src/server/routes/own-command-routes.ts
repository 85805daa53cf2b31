import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { identityField } from "#trial";
import {
  confirmWhereabouts,
  declareDanger,
  envelopeSchema,
  readIdentity,
  recordIdentity,
  whereaboutsSchema,
} from "#usecases";
import { refuseAndNote, requestOf } from "../http/own-command.ts";
import { problemSchema } from "../http/problem.ts";
import { uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const params = z.object({ studyId: uuid, subjectId: uuid });
const done = z.object({ version: z.int(), repeated: z.boolean() });

/** Commands that do more than append: they write to, and read from, the identity vault. */
export function addOwnCommandRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  const base = "/api/studies/:studyId/participants/:subjectId";

  server.route({
    method: "POST",
    url: `${base}/identity`,
    config: { access: { kind: "study", action: "record-identity" } },
    schema: {
      params,
      body: envelopeSchema.extend({ data: z.partialRecord(identityField, z.string().max(300)) }),
      response: { 200: done, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await recordIdentity(ports, requestOf(request));
      return result.ok ? reply.send(result.value) : refuseAndNote(ports, request, reply, result.error);
    },
  });

  server.route({
    method: "POST",
    url: `${base}/identity/read`,
    config: { access: { kind: "study", action: "read-identity" } },
    schema: {
      params,
      body: envelopeSchema.extend({ data: z.strictObject({ purpose: z.string().min(1).max(500) }) }),
      response: { 200: z.partialRecord(identityField, z.string()), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await readIdentity(ports, requestOf(request));
      return result.ok ? reply.send(result.value) : refuseAndNote(ports, request, reply, result.error);
    },
  });

  server.route({
    method: "POST",
    url: `${base}/whereabouts`,
    config: { access: { kind: "study", action: "confirm-whereabouts" } },
    schema: {
      params,
      body: envelopeSchema.extend({ data: whereaboutsSchema.extend({ handle: uuid }) }),
      response: { 200: done, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const result = await confirmWhereabouts(ports, requestOf(request));
      return result.ok ? reply.send(result.value) : refuseAndNote(ports, request, reply, result.error);
    },
  });

  server.route({
    method: "POST",
    url: "/api/studies/:studyId/ratings/:subjectId/danger",
    config: { access: { kind: "study", action: "declare-danger" } },
    schema: {
      params,
      body: envelopeSchema.extend({ data: z.strictObject({}) }),
      response: {
        200: z.object({ until: z.string(), whereabouts: whereaboutsSchema.nullable() }),
        "4xx": problemSchema,
      },
    },
    handler: async (request, reply) => {
      const result = await declareDanger(ports, requestOf(request));
      return result.ok ? reply.send(result.value) : refuseAndNote(ports, request, reply, result.error);
    },
  });
}

/** The commands that have a route of their own here. */
export const ownCommands: readonly string[] = [
  "record-identity",
  "read-identity",
  "hand-over-device",
  "take-back-device",
  "open-kit-map",
  "confirm-whereabouts",
  "declare-danger",
];
