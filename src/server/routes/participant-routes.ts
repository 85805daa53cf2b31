import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { ok } from "#kernel";
import { consentSummary, eligibilityView, formView, historyEntry, participantView } from "#trial";
import {
  listParticipants,
  listTransferSites,
  seeEligibility,
  seeForm,
  seeHistory,
  seeParticipant,
} from "#usecases";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const participantRow = z.object({
  participantId: z.string(),
  siteId: z.string(),
  number: z.string().nullable(),
  randomizationNumber: z.string().nullable(),
  stage: z.string(),
  stageSince: z.string(),
  designVersion: z.string(),
  firstContact: z.string(),
  language: z.string().nullable(),
  consent: consentSummary,
  next: z
    .object({
      kind: z.string(),
      dueOn: z.string().nullable(),
      lateAfter: z.string().nullable(),
      isLate: z.boolean(),
      subject: z.record(z.string(), z.string()),
    })
    .nullable(),
  late: z.int(),
});

/** Participants: the list, the page, forms, eligibility, history. */
export function addParticipantRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/participants",
    action: "see-participants",
    params: {},
    query: noQuery,
    answer: z.array(participantRow),
    ask: async (asking) => ok(await listParticipants(ports, asking)),
  });
  addQuestion(server, ports, {
    path: "/participants/:participantId",
    action: "see-participant",
    params: { participantId: uuid },
    query: noQuery,
    answer: participantView,
    ask: (asking, { participantId }) => seeParticipant(ports, asking, participantId),
  });
  addQuestion(server, ports, {
    path: "/participants/:participantId/transfer-sites",
    action: "transfer-participant",
    params: { participantId: uuid },
    query: noQuery,
    answer: z.array(z.object({ siteId: z.string(), number: z.string(), name: z.string() })),
    ask: (asking, { participantId }) => listTransferSites(ports, asking, participantId),
  });
  addQuestion(server, ports, {
    path: "/participants/:participantId/form",
    action: "see-participant",
    params: { participantId: uuid },
    query: z.object({ formKey: z.string().min(1).max(300) }),
    answer: formView,
    ask: (asking, { participantId }, { formKey }) => seeForm(ports, asking, participantId, formKey),
  });
  addQuestion(server, ports, {
    path: "/participants/:participantId/eligibility",
    action: "see-participant",
    params: { participantId: uuid },
    query: z.object({ at: z.enum(["screening", "enrollment", "randomization"]).default("screening") }),
    answer: eligibilityView,
    ask: (asking, { participantId }, { at }) => seeEligibility(ports, asking, participantId, at),
  });
  addQuestion(server, ports, {
    path: "/participants/:participantId/history",
    action: "see-history",
    params: { participantId: uuid },
    query: z.object({ formKey: z.string().max(300).optional(), path: z.string().max(300).optional() }),
    answer: z.array(historyEntry).readonly(),
    ask: (asking, { participantId }, about) => seeHistory(ports, asking, participantId, about),
  });
}
