import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { emergencyReason } from "#trial";
import { adviseByBreakGlass, breakCodeByBreakGlass, envelopeSchema } from "#usecases";
import { deviceOf } from "../http/device.ts";
import { deviceUseOf } from "../http/device-use.ts";
import { handedOverProblem } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import type { ServerPorts } from "../server-ports.ts";
import { emergencyCare, openedCode } from "./unblinding-routes.ts";

const entry = z.strictObject({
  username: z.string().min(1).max(200),
  code: z.string().min(1).max(100),
  study: z.string().max(200),
  participant: z.string().min(1).max(100),
});

/**
 * Breaking a code by a printed one-time code, without a session: for whoever is locked out or has lost the second factor. It opens nothing
 * else, is limited, and every attempt is in the security log.
 */
export function addEmergencyRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/emergency/advice",
    config: { access: { kind: "public" } },
    schema: {
      body: entry,
      response: {
        200: z.object({ number: z.string(), care: emergencyCare.nullable() }),
        "4xx": problemSchema,
      },
    },
    handler: async (request, reply) => {
      if (isHandedOver(request)) return refuseHandedOver(reply);
      const advice = await adviseByBreakGlass(ports, request.body);
      return advice.ok ? reply.send(advice.value) : refuse(reply, advice.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/emergency/break-code",
    config: { access: { kind: "public" } },
    schema: {
      body: envelopeSchema
        .pick({ commandId: true, zone: true, sentAt: true })
        .extend({ entry, data: z.strictObject({ reason: emergencyReason }) }),
      response: { 200: openedCode, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      if (isHandedOver(request)) return refuseHandedOver(reply);
      const { entry: typed, commandId, ...body } = request.body;
      const source = { kind: "web", device: deviceOf(request) } as const;
      const answer = await breakCodeByBreakGlass(ports, typed, { body, commandId, source });
      return answer.ok ? reply.send(answer.value) : refuse(reply, answer.error);
    },
  });
}

/** No arm is shown on a device in a participant's hands, by this way as by any other. */
function isHandedOver({ signedIn }: FastifyRequest): boolean {
  return signedIn !== null && deviceUseOf(signedIn.session) !== "own";
}

function refuseHandedOver(reply: FastifyReply): FastifyReply {
  return reply.status(403).type("application/problem+json").send(handedOverProblem);
}
