import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { ok } from "#kernel";
import {
  findCandidate,
  foundStudy,
  listSites,
  listStaff,
  listStudies,
  seeFunnel,
  seeStudy,
  seeWorklist,
} from "#usecases";
import { signedInOf } from "../http/door.ts";
import { addQuestion, noQuery } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";
import { addDesignRoutes } from "./design-routes.ts";
import { addFollowUpRoutes } from "./follow-up-routes.ts";
import { addRandomizationRoutes } from "./randomization-routes.ts";
import { addSafetyRoutes } from "./safety-routes.ts";

const study = z.object({
  studyId: z.string(),
  name: z.string(),
  protocolId: z.string(),
  isDemonstration: z.boolean(),
  designVersion: z.string().nullable(),
});
const siteRow = z.object({
  siteId: z.string(),
  number: z.string(),
  name: z.string(),
  country: z.string(),
  zone: z.string(),
  languages: z.array(z.string()),
});
const counts = z.record(z.string(), z.int());
const flow = z.object({
  contacted: z.int(),
  sources: counts,
  notScreened: z.object({ total: z.int(), failReasons: counts, failed: z.int(), declined: z.int() }),
  inPreScreening: z.object({ total: z.int(), outcomes: counts }),
  consented: z.int(),
  inScreening: z.int(),
  screenFailed: z.object({ total: z.int(), criteria: counts }),
  enrolled: z.int(),
  inStudy: z.int(),
  completed: z.int(),
  endedEarly: z.object({ total: z.int(), reasons: counts }),
});
const period = { from: z.string(), until: z.string().optional() };
const worklistItem = z.object({
  taskId: z.string(),
  siteId: z.string().nullable(),
  participantId: z.string().nullable(),
  number: z.string().nullable(),
  kind: z.string(),
  dueOn: z.string().nullable(),
  lateAfter: z.string().nullable(),
  state: z.enum(["late", "due", "upcoming"]),
  subject: z.record(z.string(), z.string()),
});

/** Studies: one's own, founding one, and what belongs to a study as a whole. */
export function addStudyRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addOwnStudies(server, ports);
  addQuestion(server, ports, {
    path: "",
    action: "see-own-part",
    params: {},
    query: noQuery,
    answer: z.object({
      study,
      roles: z.array(z.object({ role: z.string(), sites: z.union([z.array(z.string()), z.literal("all")]) })),
      sites: z.array(z.object({ site: siteRow, stages: counts })),
      plannedEnrollment: z.int().nullable(),
    }),
    ask: (asking) => seeStudy(ports, asking),
  });
  addQuestion(server, ports, {
    path: "/worklist",
    action: "see-worklist",
    params: {},
    query: noQuery,
    answer: z.object({
      items: z.array(worklistItem),
      daysAhead: z.int(),
      refused: z.array(
        z.object({
          at: z.string(),
          type: z.string().nullable(),
          participantId: z.string().nullable(),
          number: z.string().nullable(),
          answer: z.object({ code: z.string(), message: z.string(), cites: z.string() }),
        }),
      ),
    }),
    ask: async (asking) => ok(await seeWorklist(ports, asking)),
  });
  addRecruitment(server, ports);
  addFollowUpRoutes(server, ports);
  addSafetyRoutes(server, ports);
  addDesignRoutes(server, ports);
  addRandomizationRoutes(server, ports);
  addSitesOfStudy(server, ports);
  addStaffOfStudy(server, ports);
}

function addRecruitment(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/funnel",
    action: "see-funnel",
    params: {},
    query: noQuery,
    answer: z.object({ all: flow, sites: z.array(z.object({ siteId: z.string(), flow })) }),
    ask: async (asking) => ok(await seeFunnel(ports, asking)),
  });
}

function addSitesOfStudy(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/sites",
    action: "see-study",
    params: {},
    query: noQuery,
    answer: z.array(
      siteRow.extend({
        designs: z.array(
          z.object({
            version: z.string(),
            committee: z.string(),
            approvedOn: z.string(),
            effectiveFrom: z.string(),
          }),
        ),
        consents: z.array(
          z.object({
            documentId: z.string(),
            version: z.string(),
            language: z.string(),
            committee: z.string(),
            approvedOn: z.string(),
            effectiveFrom: z.string(),
            reconsentBy: z.string().optional(),
          }),
        ),
      }),
    ),
    ask: async (asking) => ok(await listSites(ports, asking)),
  });
}

function addStaffOfStudy(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/staff",
    action: "see-staff",
    params: {},
    query: noQuery,
    answer: z.array(
      z.object({
        userId: z.string(),
        name: z.string(),
        grants: z.array(
          z.object({ grantId: z.string(), role: z.string(), siteId: z.string().optional(), ...period }),
        ),
        delegations: z.array(
          z.object({
            delegationId: z.string(),
            siteId: z.string(),
            tasks: z.array(z.string()),
            delegatedByName: z.string(),
            ...period,
          }),
        ),
        credentials: z.array(
          z.object({
            credentialId: z.string(),
            kind: z.string(),
            name: z.string(),
            issuer: z.string(),
            number: z.string().optional(),
            validFrom: z.string(),
            validUntil: z.string().optional(),
          }),
        ),
      }),
    ),
    ask: async (asking) => ok(await listStaff(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/staff/candidate",
    action: "add-staff-member",
    params: {},
    query: z.object({ username: z.string().trim().min(1).max(100) }),
    answer: z.object({
      candidate: z
        .object({ userId: z.string(), name: z.string(), isMember: z.boolean(), hasRole: z.boolean() })
        .nullable(),
    }),
    ask: async (asking, _params, { username }) =>
      ok({ candidate: await findCandidate(ports, asking, username) }),
  });
}

function addOwnStudies(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  server.route({
    method: "GET",
    url: "/api/studies",
    config: { access: { kind: "signed-in" } },
    schema: { response: { 200: z.array(study).readonly() } },
    handler: async (request) => {
      const grants = await ports.staff.grantsOf(signedInOf(request).account.userId);
      return listStudies(
        ports,
        grants.map((grant) => grant.study),
      );
    },
  });
  server.route({
    method: "POST",
    url: "/api/studies",
    config: { access: { kind: "instance-administrator" } },
    schema: {
      body: z.strictObject({ name: z.string().min(1).max(300), protocolId: z.string().min(1).max(100) }),
      response: { 201: z.object({ studyId: z.string() }) },
    },
    handler: async (request, reply) => {
      const { account, session } = signedInOf(request);
      const source = { kind: "web", device: session.device } as const;
      const studyId = await foundStudy(ports, account, { ...request.body, isDemonstration: false }, source);
      return reply.status(201).send({ studyId });
    },
  });
}
