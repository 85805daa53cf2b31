import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { ok } from "#kernel";
import {
  breakCode,
  envelopeSchema,
  findToUnblind,
  issueEnvelopes,
  listEnvelopes,
  listUnblindings,
  reauthenticate,
  reauthenticateInEmergency,
  unblindForSafety,
} from "#usecases";
import { deviceUseOf } from "../http/device-use.ts";
import { signedInOf } from "../http/door.ts";
import { definitionOf, refuseAndNote, requestOf } from "../http/own-command.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

export const emergencyCare = z.object({
  treatAs: z.string(),
  advice: z.string(),
  facts: z.array(z.object({ id: z.string(), label: z.string(), text: z.string(), source: z.string() })),
  confirmation: z.string(),
});

/** The arm, in the answer to the one person who asked. No other route answers with one. */
export const openedCode = z.object({
  arm: z.object({ armId: z.string(), name: z.string(), description: z.string().nullable() }),
  number: z.string(),
  randomizationNumber: z.string(),
  repeated: z.boolean(),
});

const line = z.object({
  unblindingId: z.string(),
  siteId: z.string(),
  participantId: z.string(),
  number: z.string().nullable(),
  kind: z.enum(["emergency", "safety", "inadvertent"]),
  occurredAt: z.string(),
  recordedAt: z.string(),
  role: z.string(),
  byName: z.string(),
  isOwn: z.boolean(),
  reason: z.string().nullable(),
  via: z.string().nullable(),
  envelopeSerial: z.string().nullable(),
  how: z.string().nullable(),
  whoKnows: z.array(z.string()),
  lostGuesses: z.int(),
  reportedAt: z.string().nullable(),
  impact: z.string().nullable(),
  formKey: z.string().nullable(),
  reportNumber: z.string().nullable(),
  notes: z.array(z.string()).readonly().nullable(),
  careChanged: z.boolean().nullable(),
  laterRatings: z.int().nullable(),
});

const envelopeLine = z.object({
  serial: z.string(),
  siteId: z.string(),
  siteNumber: z.string(),
  participantId: z.string().nullable(),
  number: z.string().nullable(),
  issuedAt: z.string().nullable(),
  standing: z.enum(["unopened", "opened", "returned", "destroyed", "unknown"]),
  changedAt: z.string().nullable(),
});

/** Unblinding: who may be found for it, the two acts that answer with an arm, the register, and the sheets outside the server. */
export function addUnblindingRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestions(server, ports);
  addOpening(server, ports, "break-code");
  addOpening(server, ports, "unblind-for-safety");
  addIssuing(server, ports);
}

function addQuestions(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/unblinding/participant",
    action: "see-to-unblind",
    params: {},
    query: z.object({ number: z.string().trim().min(1).max(100) }),
    answer: z.object({
      participantId: z.string(),
      version: z.int(),
      number: z.string(),
      randomizationNumber: z.string().nullable(),
      siteNumber: z.string(),
      care: emergencyCare.nullable(),
      adverseEvents: z.array(z.object({ formKey: z.string(), term: z.string().nullable() })).readonly(),
    }),
    ask: (asking, _params, { number }) => findToUnblind(ports, asking, number),
  });
  addQuestion(server, ports, {
    path: "/unblindings",
    action: "see-unblindings",
    params: {},
    query: noQuery,
    answer: z.array(line),
    ask: async (asking) => ok(await listUnblindings(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/envelopes",
    action: "see-envelopes",
    params: {},
    query: noQuery,
    answer: z.array(envelopeLine),
    ask: async (asking) => ok(await listEnvelopes(ports, asking)),
  });
}

const openings = {
  // Nothing stands between a participant and care: the password is enough.
  "break-code": { open: breakCode, prove: reauthenticateInEmergency },
  "unblind-for-safety": { open: unblindForSafety, prove: reauthenticate },
} as const;

function addOpening(fastify: FastifyInstance, ports: ServerPorts, type: keyof typeof openings): void {
  const { open, prove } = openings[type];
  fastify.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: `/api/studies/:studyId/participants/:subjectId/commands/${type}`,
    config: { access: { kind: "study", action: type } },
    schema: {
      params: z.object({ studyId: uuid, subjectId: uuid }),
      body: envelopeSchema.extend({ data: definitionOf(type).data }),
      response: { 200: openedCode, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const signedIn = signedInOf(request);
      const proven = await prove(ports, signedIn, ports.relyingParty(), proofOf(request));
      if (!proven.ok) return refuse(reply, proven.error);
      const answer = await open(ports, {
        ...requestOf(request),
        signatureMethod: proven.value,
        deviceUse: deviceUseOf(signedIn.session),
      });
      return answer.ok ? reply.send(answer.value) : refuseAndNote(ports, request, reply, answer.error);
    },
  });
}

function addIssuing(fastify: FastifyInstance, ports: ServerPorts): void {
  fastify.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/api/studies/:studyId/sites/:subjectId/commands/issue-envelopes",
    config: { access: { kind: "study", action: "issue-envelopes" } },
    schema: {
      params: z.object({ studyId: uuid, subjectId: uuid }),
      // Whom sheets are issued for is found here, not asked.
      body: envelopeSchema.extend({ data: z.strictObject({}) }),
      response: {
        200: z.object({ serials: z.array(z.string()).readonly(), html: z.string() }),
        "4xx": problemSchema,
      },
    },
    handler: async (request, reply) => {
      const proven = await reauthenticate(ports, signedInOf(request), ports.relyingParty(), proofOf(request));
      if (!proven.ok) return refuse(reply, proven.error);
      const issued = await issueEnvelopes(ports, { ...requestOf(request), signatureMethod: proven.value });
      return issued.ok ? reply.send(issued.value) : refuseAndNote(ports, request, reply, issued.error);
    },
  });
}

function proofOf({ body }: Pick<FastifyRequest, "body">): Parameters<typeof reauthenticate>[3] {
  return (body as { readonly proof?: Parameters<typeof reauthenticate>[3] }).proof ?? {};
}

/** The commands that have a route of their own here. */
export const unblindingCommands: readonly string[] = [...Object.keys(openings), "issue-envelopes"];
