import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { StudyId } from "#kernel";
import { envelopeSchema, reportByCode, reportOnDevice } from "#usecases";
import { deviceOf } from "../http/device.ts";
import { signedInOf } from "../http/door.ts";
import { definitionOf } from "../http/own-command.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import { uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

// By which way it came is said here, not by who sends it.
const told = (definitionOf("report-incident").data as unknown as z.ZodObject).omit({ via: true });
const envelope = envelopeSchema.pick({ commandId: true, zone: true, sentAt: true }).extend({ data: told });

/**
 * Confidential reports that go round the site: by the printed code, without a sign-in; and on a device that was handed over. Both answer the
 * same whatever was reported before.
 */
export function addReportRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/reports",
    config: { access: { kind: "public" } },
    schema: {
      body: envelope.extend({ study: uuid, code: z.string().min(1).max(100) }),
      response: { 200: z.object({}), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const { study, code, ...body } = request.body;
      const source = { kind: "web", device: deviceOf(request) } as const;
      const filed = await reportByCode(ports, { study: study as StudyId, code }, { body, source });
      return filed.ok ? reply.send(filed.value) : refuse(reply, filed.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/handed-over/report",
    config: { access: { kind: "handed-over" } },
    schema: { body: envelope, response: { 200: z.object({}), "4xx": problemSchema } },
    handler: async (request, reply) => {
      const { session } = signedInOf(request);
      const { study = "", participant = "" } = session.handedOver ?? {};
      const source = { kind: "web", device: deviceOf(request) } as const;
      const filed = await reportOnDevice(ports, study as StudyId, participant, {
        body: request.body,
        source,
      });
      return filed.ok ? reply.send(filed.value) : refuse(reply, filed.error);
    },
  });
}
