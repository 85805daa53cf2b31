import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { millisecondsOf, ok, type StudyId } from "#kernel";
import {
  type CommandAnswer,
  enrollOnDevice,
  handIn,
  listActsToConfirm,
  type Proof,
  principalInStudy,
  proofSchema,
  reauthenticate,
  removeFromDevice,
  sealedEntrySchema,
} from "#usecases";
import { signedInOf } from "../http/door.ts";
import { notFoundProblem, problemOf, problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";
import { ownCommands } from "./own-command-routes.ts";
import { unblindingCommands } from "./unblinding-routes.ts";

const signedIn = { access: { kind: "signed-in" } } as const;
const point = z.string().regex(/^[A-Za-z0-9+/]{86}[A-Za-z0-9+/=]{2}$/, "expected a P-256 point in base64");
const keyId = z.string().regex(/^[0-9a-f]{32}$/, "expected the id of a key");
const serverKey = z.object({ keyId: z.string(), publicKey: z.string() });
const mostEntries = 200;

/** Devices on which people work without the server: enrolling, handing in what one has queued, and what its clock is compared with. */
export function addOfflineRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  addClock(fastify, ports);
  addEnrollment(fastify, ports);
  addHandIn(fastify, ports);
  addQuestion(fastify, ports, {
    path: "/offline-acts",
    action: "confirm-offline-signature",
    params: {},
    query: noQuery,
    answer: z.array(
      z.object({
        actId: z.string(),
        because: z.enum(["signed-offline", "handed-in"]),
        as: z.enum(["author", "witness"]),
        type: z.string(),
        stream: z.string(),
        takenAt: z.string(),
        handedInBy: z.string().nullable(),
      }),
    ),
    ask: async (asking) => ok(await listActsToConfirm(ports, asking)),
  });
}

function addClock(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "GET",
    url: "/api/time",
    config: signedIn,
    schema: { response: { 200: z.object({ milliseconds: z.int() }) } },
    handler: async () => ({ milliseconds: millisecondsOf(ports.clock.now()) }),
  });
  server.route({
    method: "GET",
    url: "/api/devices/:deviceId/progress",
    config: signedIn,
    schema: {
      params: z.object({ deviceId: uuid }),
      response: { 200: z.object({ last: z.int() }), "4xx": problemSchema },
    },
    handler: async (request) => ({ last: await ports.devices.progress(request.params.deviceId) }),
  });
}

function addEnrollment(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "GET",
    url: "/api/account/devices",
    config: signedIn,
    schema: {
      response: {
        200: z.object({
          devices: z.array(
            z.object({
              keyId: z.string(),
              deviceId: z.string(),
              label: z.string(),
              enrolledAt: z.string(),
              removedAt: z.string().nullable(),
            }),
          ),
        }),
      },
    },
    handler: async (request) => ({
      devices: [...(await ports.devices.keysOf(signedInOf(request).account.userId))],
    }),
  });
  server.route({
    method: "POST",
    url: "/api/account/devices",
    config: signedIn,
    schema: {
      body: z.strictObject({
        proof: proofSchema,
        device: z.strictObject({ deviceId: uuid, label: z.string().min(1).max(80), publicKey: point }),
        signer: z.strictObject({ keyId, publicKey: point }),
      }),
      response: { 200: serverKey, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const { proof, ...enrollment } = request.body;
      const who = signedInOf(request);
      const proven = await reauthenticate(ports, who, ports.relyingParty(), proof as Proof);
      if (!proven.ok) return refuse(reply, proven.error);
      const source = { kind: "web", device: who.session.device } as const;
      const result = await enrollOnDevice(ports, who.account, enrollment, source);
      return result.ok ? reply.send(result.value) : refuse(reply, result.error);
    },
  });
  server.route({
    method: "POST",
    url: "/api/account/devices/:keyId/remove",
    config: signedIn,
    schema: { params: z.object({ keyId }), response: { 200: z.object({}), "4xx": problemSchema } },
    handler: async (request, reply) => {
      const { userId } = signedInOf(request).account;
      const changer = { by: userId, source: { kind: "web" } as const };
      const result = await removeFromDevice(ports, userId, request.params.keyId, changer);
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
}

const handedIn = z.object({
  commandId: z.string(),
  version: z.int().nullable(),
  problem: problemSchema.nullable(),
});

function addHandIn(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/studies/:studyId/sealed-outbox",
    config: signedIn,
    schema: {
      params: z.object({ studyId: uuid }),
      body: z.strictObject({
        entries: z
          .array(z.strictObject({ entry: sealedEntrySchema, after: z.int().min(0) }))
          .min(1)
          .max(mostEntries),
      }),
      response: { 200: z.object({ answers: z.array(handedIn) }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const who = signedInOf(request);
      const study = request.params.studyId as StudyId;
      const by = await principalInStudy(ports, who, study);
      // Whoever had a role when it happened may still tell of it.
      if (by.standings.length === 0 && (by.grants ?? []).length === 0)
        return reply.status(404).type("application/problem+json").send(notFoundProblem);
      const excluded = [...ownCommands, ...unblindingCommands];
      const answers: z.infer<typeof handedIn>[] = [];
      for (const { entry, after } of request.body.entries) {
        const asked = { study, by, browser: who.session.device, after, excluded };
        answers.push(handedInAs(entry.header.commandId, await handIn(ports, entry, asked)));
      }
      return reply.send({ answers });
    },
  });
}

function handedInAs(commandId: string, answer: CommandAnswer): z.infer<typeof handedIn> {
  return answer.ok
    ? { commandId, version: answer.value.version, problem: null }
    : { commandId, version: null, problem: problemOf(answer.error) };
}
