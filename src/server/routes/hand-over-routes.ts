import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import type { SiteId, StudyId } from "#kernel";
import { itemValue } from "#trial";
import {
  envelopeSchema,
  execute,
  lockOntoForm,
  principalInStudy,
  refusePin,
  seeHandedOverForm,
  seeParticipant,
  takeBack,
} from "#usecases";
import { formsOfDesign } from "../http/design-schemas.ts";
import { principalOf, signedInOf } from "../http/door.ts";
import { definitionOf, refuseAndNote, requestOf } from "../http/own-command.ts";
import { problemSchema } from "../http/problem.ts";
import { uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const handedOverForm = z.object({
  study: z.string(),
  isDemonstration: z.boolean(),
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

/** A device in a participant's hands: handing it over, the one form that it shows, taking it back. */
export function addHandOverRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  addHandingOver(fastify, ports);
  addHandedOverForm(fastify, ports);
  addTakingBack(fastify, ports);
}

function addHandingOver(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "POST",
    url: "/api/studies/:studyId/participants/:subjectId/hand-over",
    config: { access: { kind: "study", action: "hand-over-device" } },
    schema: {
      params: z.object({ studyId: uuid, subjectId: uuid }),
      body: envelopeSchema.extend({
        data: z.strictObject({ formKey: z.string().max(300) }),
        pin: z.string().max(20),
      }),
      response: { 200: z.object({}), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const { pin, ...body } = request.body;
      const badPin = refusePin(pin);
      if (badPin) return refuseAndNote(ports, request, reply, badPin);
      const command = { ...requestOf(request), body };
      const answer = await execute(ports, {
        ...command,
        definition: definitionOf("hand-over-device"),
      });
      if (!answer.ok) return refuseAndNote(ports, request, reply, answer.error);
      const site = await siteOfParticipant(ports, request);
      const { studyId, subjectId } = request.params;
      const place = { study: studyId, site, participant: subjectId, formKey: body.data.formKey };
      const locked = await lockOntoForm(ports, signedInOf(request), place, pin);
      return locked.ok ? reply.send({}) : refuseAndNote(ports, request, reply, locked.error);
    },
  });
}

function addHandedOverForm(fastify: FastifyInstance, ports: ServerPorts): void {
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
      return seen.ok ? reply.send(seen.value) : refuseAndNote(ports, request, reply, seen.error);
    },
  });
}

function addTakingBack(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
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
      if (!taken.ok) return refuseAndNote(ports, request, reply, taken.error);
      const { study, participant, formKey } = taken.value;
      const { pin: _pin, ...envelope } = request.body;
      const staff = { ...signedIn, session: { ...signedIn.session, handedOver: null } };
      const recorded = await execute(ports, {
        // Whoever handed the device over takes it back, in the role that they now have.
        principal: await principalInStudy(ports, staff, study as StudyId),
        study: study as StudyId,
        subjectId: participant,
        definition: definitionOf("take-back-device"),
        body: { ...envelope, data: { formKey } },
        source: { kind: "web", device: signedIn.session.device },
      });
      if (!recorded.ok) {
        // Their role has ended meanwhile: the device is taken back all the same, and is good for nothing in this study.
        await ports.securityLog.write({ kind: "taken-back-unrecorded", user: signedIn.account.userId });
      }
      return reply.send({ study, participant });
    },
  });
}

async function siteOfParticipant(ports: ServerPorts, request: FastifyRequest): Promise<SiteId> {
  const { studyId, subjectId } = request.params as { studyId: StudyId; subjectId: string };
  const seen = await seeParticipant(ports, { study: studyId, principal: principalOf(request) }, subjectId);
  if (!seen.ok) throw new Error("The participant to whom a device was just handed over cannot be seen.");
  return seen.value.siteId as SiteId;
}
