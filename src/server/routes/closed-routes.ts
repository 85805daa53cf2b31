import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { ok, type StudyId } from "#kernel";
import { closedReport } from "#trial";
import { askForClosedReport, askForExtract, countGuesses, type OpenedReport, renderCsv } from "#usecases";
import { principalOf, signedInOf } from "../http/door.ts";
import { refuseAndNote } from "../http/own-command.ts";
import { problemSchema } from "../http/problem.ts";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const cell = z.union([z.string(), z.number(), z.null()]);
const openedReport = z.object({
  report: closedReport,
  watermark: z.string(),
  openedAt: z.string(),
  designVersion: z.string(),
  cutOff: z.object({
    checkpoint: z.int(),
    takenAt: z.string(),
    root: z.string(),
    movedSince: z.int(),
  }),
  tables: z.array(z.object({ id: z.string(), columns: z.array(z.string()), rows: z.array(z.array(cell)) })),
});

/** Reports by arm for the independent statistician alone; what blinded people may know beside them; extracts for blinded analysis. */
export function addClosedRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/guesses",
    action: "see-guess-counts",
    params: {},
    query: noQuery,
    answer: z.object({
      smallestGroup: z.int(),
      counts: z.array(
        z.object({
          role: z.string(),
          occasion: z.string(),
          given: z.int(),
          outstanding: z.int(),
          missing: z.array(z.object({ reason: z.string(), count: z.int() })),
          certainty: z.array(z.object({ label: z.string(), count: z.int() })).nullable(),
        }),
      ),
    }),
    ask: async (asking) => ok(await countGuesses(ports, asking)),
  });
  addReports(server, ports);
  addExtracts(server, ports);
}

/** Opening a report is an act, and an event: it is never asked for by a page that refreshes itself. */
function addReports(server: FastifyInstance, ports: ServerPorts): void {
  server.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/api/studies/:studyId/closed-reports",
    config: { access: { kind: "study", action: "see-closed-reports" } },
    schema: {
      params: z.object({ studyId: uuid }),
      body: z.strictObject({
        report: closedReport,
        as: z.enum(["screen", "json", "csv"]),
        level: z.number().gt(0).lt(1).optional(),
      }),
      response: { 200: openedReport, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const asking = { study: request.params.studyId as StudyId, principal: principalOf(request) };
      const source = { kind: "web", device: signedInOf(request).session.device } as const;
      const opened = await askForClosedReport(ports, asking, request.body, source);
      if (!opened.ok) return refuseAndNote(ports, request, reply, opened.error);
      if (request.body.as !== "csv") return reply.send(opened.value as never);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${fileName(opened.value)}"`)
        .serializer((text: unknown) => String(text))
        .send(csvOf(opened.value) as never);
    },
  });
}

/** A name that tells the report and the checkpoint, and nothing of what is in it. */
function fileName({ report, cutOff }: OpenedReport): string {
  return `closed-${report}-checkpoint-${cutOff.checkpoint}.csv`;
}

function csvOf({ report, watermark, openedAt, designVersion, cutOff, tables }: OpenedReport): string {
  return renderCsv(
    [
      [watermark],
      ["report", report],
      ["opened at", openedAt],
      ["protocol version", designVersion],
      ["data cut-off: checkpoint", cutOff.checkpoint],
      ["checkpoint taken at", cutOff.takenAt],
      ["checkpoint root", cutOff.root],
      ["streams moved since", cutOff.movedSince],
    ],
    tables,
  );
}

function addExtracts(server: FastifyInstance, ports: ServerPorts): void {
  server.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/api/studies/:studyId/extracts",
    config: { access: { kind: "study", action: "export-blinded-data" } },
    schema: {
      params: z.object({ studyId: uuid }),
      body: z.strictObject({ arms: z.enum(["pooled", "scrambled"]) }),
      response: { 200: z.custom<string>(), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const asking = { study: request.params.studyId as StudyId, principal: principalOf(request) };
      const source = { kind: "web", device: signedInOf(request).session.device } as const;
      const taken = await askForExtract(ports, asking, request.body.arms, source);
      if (!taken.ok) return refuseAndNote(ports, request, reply, taken.error);
      return reply
        .type("text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="extract-${request.body.arms}.csv"`)
        .serializer((text: unknown) => String(text))
        .send(taken.value);
    },
  });
}
