import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { InvalidInput, Refusal, SiteId, StudyId } from "#kernel";
import { commands, identityField, itemValue } from "#trial";
import {
  type CommandRequest,
  envelopeSchema,
  execute,
  lockOntoForm,
  principalInStudy,
  readIdentity,
  recordIdentity,
  refusePin,
  seeHandedOverForm,
  seeParticipant,
  takeBack,
} from "#usecases";
import { formsOfDesign } from "../http/design-schemas.ts";
import { principalOf, signedInOf } from "../http/door.ts";
import { problemOf, problemSchema } from "../http/problem.ts";
import { uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const params = z.object({ studyId: uuid, subjectId: uuid });
const done = z.object({ version: z.int(), repeated: z.boolean() });
const handedOverForm = z.object({
  study: z.string(),
  participantId: z.string(),
  formKey: z.string(),
  version: z.int(),
  label: z.string(),
  status: z.enum(["empty", "draft", "submitted", "not-done"]),
  zone: z.string(),
  today: z.string(),
  items: z.array(z.object({ path: z.string(), value: itemValue.nullable() })).readonly(),
  design: formsOfDesign,
});

const base = "/api/studies/:studyId/participants/:subjectId";

/** Commands that do more than append: the identity vault, and a device that is handed over. */
export function addOwnCommandRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  addIdentityRoutes(fastify, ports);
  addHandingOver(fastify, ports);
  addHandedOver(fastify, ports);
}

function addIdentityRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
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
      return result.ok ? reply.send(result.value) : refuse(ports, request, reply, result.error);
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
      return result.ok ? reply.send(result.value) : refuse(ports, request, reply, result.error);
    },
  });
}

function addHandingOver(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: `${base}/hand-over`,
    config: { access: { kind: "study", action: "hand-over-device" } },
    schema: {
      params,
      body: envelopeSchema.extend({
        data: z.strictObject({ formKey: z.string().max(300) }),
        pin: z.string().max(20),
      }),
      response: { 200: z.object({}), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const { pin, ...body } = request.body;
      const badPin = refusePin(pin);
      if (badPin) return refuse(ports, request, reply, badPin);
      const command = { ...requestOf(request), body };
      const answer = await execute(ports, {
        ...command,
        definition: definitionOf("hand-over-device"),
      });
      if (!answer.ok) return refuse(ports, request, reply, answer.error);
      const site = await siteOfParticipant(ports, request);
      const { studyId, subjectId } = request.params;
      const place = { study: studyId, site, participant: subjectId, formKey: body.data.formKey };
      const locked = await lockOntoForm(ports, signedInOf(request), place, pin);
      return locked.ok ? reply.send({}) : refuse(ports, request, reply, locked.error);
    },
  });
}

/** What a participant's hands reach, and how a member of staff ends it. */
function addHandedOver(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "GET",
    url: "/api/handed-over/form",
    config: { access: { kind: "handed-over" } },
    schema: { response: { 200: handedOverForm, "4xx": problemSchema } },
    handler: async (request, reply) => {
      const signedIn = signedInOf(request);
      const study = signedIn.session.handedOver?.study as StudyId;
      const seen = await seeHandedOverForm(ports, await principalInStudy(ports, signedIn, study));
      return seen.ok ? reply.send(seen.value) : refuse(ports, request, reply, seen.error);
    },
  });

  server.route({
    method: "POST",
    url: "/api/hand-over/end",
    config: { access: { kind: "handed-over" } },
    schema: {
      body: envelopeSchema.omit({ data: true, proof: true }).extend({ pin: z.string().max(20) }),
      response: { 200: z.object({ study: z.string(), participant: z.string() }), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const signedIn = signedInOf(request);
      const taken = await takeBack(ports, signedIn, request.body.pin);
      if (!taken.ok) return refuse(ports, request, reply, taken.error);
      const { study, participant, formKey } = taken.value;
      const { pin: _pin, ...envelope } = request.body;
      const session = { ...signedIn.session, handedOver: null };
      const principal = await principalInStudy(ports, { ...signedIn, session }, study as StudyId);
      const recorded = await execute(ports, {
        principal,
        study: study as StudyId,
        subjectId: participant,
        definition: definitionOf("take-back-device"),
        body: { ...envelope, data: { formKey } },
        source: { kind: "web", device: signedIn.session.device },
      });
      if (!recorded.ok) {
        // Their role has ended meanwhile: the device is taken back all the same, and is good for nothing in this study.
        const { account } = signedIn;
        await ports.securityLog.write({ kind: "taken-back-unrecorded", user: account.userId });
      }
      return reply.send({ study, participant });
    },
  });
}

/** The commands that have a route of their own here. */
export const ownCommands: readonly string[] = [
  "record-identity",
  "read-identity",
  "hand-over-device",
  "take-back-device",
];

function requestOf(request: FastifyRequest): Omit<CommandRequest, "definition"> {
  const { studyId, subjectId } = request.params as { studyId: StudyId; subjectId: string };
  return {
    study: studyId,
    subjectId,
    body: request.body,
    principal: principalOf(request),
    source: { kind: "web", device: signedInOf(request).session.device },
  };
}

function definitionOf(type: string): CommandRequest["definition"] {
  const definition = commands.find((command) => command.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  return definition;
}

async function siteOfParticipant(ports: ServerPorts, request: FastifyRequest): Promise<SiteId> {
  const { studyId, subjectId } = request.params as { studyId: StudyId; subjectId: string };
  const seen = await seeParticipant(ports, { study: studyId, principal: principalOf(request) }, subjectId);
  if (!seen.ok) throw new Error("The participant to whom a device was just handed over cannot be seen.");
  return seen.value.siteId as SiteId;
}

async function refuse(
  ports: ServerPorts,
  request: FastifyRequest,
  reply: FastifyReply,
  error: Refusal | InvalidInput,
): Promise<FastifyReply> {
  const problem = problemOf(error);
  if (problem.status === 404) {
    const user = request.signedIn?.account.userId;
    await ports.securityLog.write({
      kind: "not-theirs",
      route: request.routeOptions.url ?? "",
      ...(user ? { user } : {}),
    });
  }
  return reply.status(problem.status).type("application/problem+json").send(problem);
}
