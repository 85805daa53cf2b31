import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ok } from "#kernel";
import { listIncidents, seeAfterSessions, seeRecordings, seeReportSheet, seeReviews } from "#usecases";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const nullable = z.string().nullable();
const sessionPlace = {
  participantId: z.string(),
  number: nullable,
  siteId: z.string(),
  siteNumber: z.string(),
  visitId: z.string(),
  visit: z.string(),
  session: z.enum(["preparation", "dosing", "integration", "rater-assessment"]),
};
const opening = z.object({ by: z.string(), at: z.string(), purpose: z.string() });
const missing = z.object({ ...sessionPlace, day: z.string(), why: nullable });

/** Recordings of sessions, their reviews, the days after a session, and confidential reports. */
export function addOversightRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addRegister(server, ports);
  addReviews(server, ports);
  addAfterSessions(server, ports);
  addIncidents(server, ports);
}

function addRegister(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/recordings",
    action: "see-recordings",
    params: {},
    query: noQuery,
    answer: z.object({
      recordings: z.array(
        z.object({
          ...sessionPlace,
          recordingId: z.string(),
          device: z.string(),
          startedAt: z.string(),
          stoppedAt: nullable,
          heldBy: z.array(z.string()).readonly(),
          hasConsent: z.boolean(),
          gaps: z
            .array(z.object({ from: z.string(), until: z.string(), why: z.string(), remark: nullable }))
            .readonly(),
          file: z.object({ sha256: z.string(), bytes: z.int(), exportedAt: z.string() }).nullable(),
          custody: z
            .array(z.object({ custodian: z.string(), place: z.string(), since: z.string() }))
            .readonly(),
          openings: z.array(opening).readonly(),
          deleted: z.object({ at: z.string(), because: z.string(), how: z.string() }).nullable(),
          exportBy: nullable,
          keptUntil: nullable,
          isToDelete: z.boolean(),
          discrepancies: z
            .array(
              z.object({
                discrepancyId: z.string(),
                raisedAt: z.string(),
                seen: nullable,
                settled: z.object({ outcome: z.string(), why: nullable, at: z.string() }).nullable(),
              }),
            )
            .readonly(),
        }),
      ),
      missing: z.array(missing),
      therapists: z.array(z.object({ userId: z.string(), name: z.string(), siteId: z.string() })),
    }),
    ask: async (asking) => ok(await seeRecordings(ports, asking)),
  });
}

const latency = {
  required: z.int(),
  reviewed: z.int(),
  known: z.int(),
  inTime: z.int(),
  medianDays: z.number().nullable(),
};

const review = z.object({
  reviewId: z.string(),
  by: z.string(),
  capacity: z.string(),
  at: z.string(),
  criteriaVersion: z.string(),
  ratings: z.record(z.string(), z.int()),
  prohibited: z.array(z.string()).readonly(),
  discrepancies: z.int(),
  words: z.string(),
});

function addReviews(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/reviews",
    action: "see-reviews",
    params: {},
    query: noQuery,
    answer: z.object({
      criteria: z
        .object({
          version: z.string(),
          highest: z.int(),
          items: z.array(z.object({ id: z.string(), label: z.string() })).readonly(),
          source: z.string(),
        })
        .nullable(),
      within: z.number(),
      lines: z.array(
        z.object({
          ...sessionPlace,
          recordingId: z.string(),
          startedAt: z.string(),
          stoppedAt: nullable,
          heldBy: z.array(z.string()).readonly(),
          sha256: nullable,
          custodian: nullable,
          place: nullable,
          isDeleted: z.boolean(),
          gaps: z.int(),
          reasons: z.array(z.object({ why: z.string(), since: z.string() })).readonly(),
          dueOn: nullable,
          state: z.enum(["not-asked", "due", "late", "reviewed"]),
          isReviewedByViewer: z.boolean(),
          seenBy: z.array(opening).readonly(),
          reviews: z.array(review).readonly(),
        }),
      ),
      missing: z.array(missing),
      latency: z.object(latency),
      bySite: z.array(z.object({ ...latency, siteNumber: z.string() })),
      points: z.array(
        z.object({
          recordingId: z.string(),
          siteNumber: z.string(),
          session: z.string(),
          number: nullable,
          days: z.number(),
          isReviewed: z.boolean(),
          isInTime: z.boolean(),
        }),
      ),
      agreement: z.array(
        z.object({
          item: z.string(),
          label: z.string(),
          kappa: z.object({ estimate: z.number().nullable(), n: z.int() }),
        }),
      ),
      pairs: z.int(),
    }),
    ask: async (asking) => ok(await seeReviews(ports, asking)),
  });
}

const done = { step: z.string(), at: z.string(), by: z.string(), remark: z.string() };

const call = z.object({
  visitId: z.string(),
  name: z.string(),
  target: nullable,
  latest: nullable,
  day: z.int().nullable(),
  state: z.enum(["held", "missed", "late", "due", "planned"]),
  attempts: z.array(
    z.object({
      at: z.string(),
      by: z.string(),
      way: z.string(),
      reached: z.boolean(),
      remark: nullable,
    }),
  ),
  inVain: z.int(),
  answers: z
    .object({
      mood: nullable,
      sleep: nullable,
      appetite: nullable,
      craving: z.number().nullable(),
      outsideUse: z.boolean().nullable(),
    })
    .nullable(),
});

function addAfterSessions(server: FastifyInstance, ports: ServerPorts): void {
  const codes = z.record(z.string(), z.string());
  addQuestion(server, ports, {
    path: "/participants/:participantId/after-sessions",
    action: "see-follow-up",
    params: { participantId: uuid },
    query: noQuery,
    answer: z.object({
      participantId: z.string(),
      number: nullable,
      zone: z.string(),
      isDosingHeld: z.boolean(),
      sessions: z.array(
        z.object({ visitId: z.string(), name: z.string(), day: z.string(), calls: z.array(call) }),
      ),
      escalations: z.array(
        z.object({
          escalationId: z.string(),
          formKey: z.string(),
          form: z.string(),
          openedAt: z.string(),
          ideation: z.int(),
          hasBehavior: z.boolean(),
          steps: z.array(z.object(done)),
          open: z.array(z.object({ step: z.string(), dueAt: z.string(), isOverdue: z.boolean() })),
          cleared: z
            .object({ at: z.string(), judgment: z.string(), printedName: z.string(), words: z.string() })
            .nullable(),
        }),
      ),
      searches: z.array(
        z.object({
          searchId: z.string(),
          visitId: z.string(),
          name: z.string(),
          openedAt: z.string(),
          attempts: z.int(),
          contactPersonBy: z.string(),
          welfareCheckBy: z.string(),
          steps: z.array(z.object({ ...done, found: z.boolean() })),
          closed: z.object({ outcome: z.string(), remark: z.string(), at: z.string() }).nullable(),
        }),
      ),
      words: z.object({ mood: codes, sleep: codes, appetite: codes }),
    }),
    ask: (asking, { participantId }) => seeAfterSessions(ports, asking, participantId),
  });
}

const told = { at: z.string(), by: z.string() };

function addIncidents(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/incidents",
    action: "see-incidents",
    params: {},
    query: noQuery,
    answer: z.array(
      z.object({
        incidentId: z.string(),
        participantId: z.string(),
        siteId: z.string(),
        siteNumber: z.string(),
        number: nullable,
        via: z.string(),
        kinds: z.array(z.string()).readonly(),
        reportedAt: z.string(),
        visitId: nullable,
        words: nullable,
        callMe: nullable,
        clocks: z.array(
          z.object({ step: z.string(), dueAt: nullable, doneAt: nullable, isOverdue: z.boolean() }),
        ),
        acknowledged: z.object(told).nullable(),
        assessed: z.object({ ...told, gravity: z.string(), assessment: z.string() }).nullable(),
        notified: z.array(z.object({ ...told, whom: z.string(), how: z.string() })),
        closed: z.object({ ...told, outcome: z.string(), words: z.string() }).nullable(),
      }),
    ),
    ask: async (asking) => ok(await listIncidents(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/participants/:participantId/report-sheet",
    action: "see-report-codes",
    params: { participantId: uuid },
    query: noQuery,
    answer: z.object({
      number: nullable,
      code: z.string(),
      independentPerson: nullable,
      telephone: nullable,
    }),
    ask: (asking, { participantId }) => seeReportSheet(ports, asking, participantId),
  });
}
