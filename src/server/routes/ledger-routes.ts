import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { zipArchive } from "#adapters";
import { ok, parseZone, type SiteId, type StudyId, type ZoneId } from "#kernel";
import { sitesFor } from "#trial";
import { bundleLines, copyFiles, takeCopy, verifyStudy } from "#usecases";
import { principalOf, signedInOf } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const report = z.object({
  study: z.string(),
  intact: z.boolean(),
  events: z.int(),
  streams: z.int(),
  checkpoints: z.int(),
  witnessed: z.int(),
  newerWitnessed: z.int(),
  provenUntil: z.string().nullable(),
  unproven: z.int(),
  gaps: z.array(
    z.object({
      restoredAt: z.string(),
      fromCheckpoint: z.int(),
      toCheckpoint: z.int(),
      fromMoment: z.string(),
      toMoment: z.string(),
      events: z.int(),
    }),
  ),
  seals: z.object({ opened: z.int(), erased: z.int(), blinded: z.int() }),
  findings: z.array(
    z.object({
      code: z.string(),
      message: z.string(),
      stream: z.string().optional(),
      version: z.int().optional(),
      checkpoint: z.int().optional(),
    }),
  ),
});

/** Proving the ledger, and taking a copy of it. */
export function addLedgerRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/ledger/verification",
    action: "verify-ledger",
    params: {},
    query: noQuery,
    answer: report,
    ask: async ({ study, principal }) => {
      const sites = sitesFor("verify-ledger", principal.standings);
      const verified = await verifyStudy(ports, study, ports.verification());
      if (sites === "all") return ok(verified);
      // Which streams others have, and how many, is not for a site to know: it would count what is reported round it.
      const reach = await ports.lists.ledgerReach({ study, sites });
      const findings = verified.findings.map(({ stream: _stream, ...finding }) => finding);
      return ok({ ...verified, ...reach, findings });
    },
  });

  server.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/api/studies/:studyId/ledger/exports",
    config: { access: { kind: "study", action: "export-ledger" } },
    schema: {
      params: z.object({ studyId: uuid }),
      body: z.strictObject({
        siteId: uuid.optional(),
        contents: z.enum(["sealed", "readable"]).default("sealed"),
        withIdentities: z.boolean().default(false),
        zone: z
          .string()
          .refine((raw) => parseZone(raw).ok, "expected a time zone of the IANA list")
          .default("UTC"),
      }),
      response: { 200: z.custom<Readable>(), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const { siteId, zone, ...wanted } = request.body;
      const principal = principalOf(request);
      const copy = await takeCopy(ports, {
        ...wanted,
        principal,
        study: request.params.studyId as StudyId,
        source: { kind: "web", device: signedInOf(request).session.device },
        zone: zone as ZoneId,
        ...(siteId === undefined ? {} : { site: siteId as SiteId }),
      });
      if (!copy.ok) {
        if (copy.error.kind === "refusal" && copy.error.because === "not-found")
          await ports.securityLog.write({ kind: "not-theirs", user: principal.user, route: "POST export" });
        return refuse(reply, copy.error);
      }
      const isReadable = copy.value.layOpen !== undefined;
      const content = isReadable
        ? zipArchive(copyFiles(ports, copy.value), new Date(ports.clock.now()))
        : bundleLines(ports, copy.value);
      return reply
        .type(isReadable ? "application/zip" : "text/plain; charset=utf-8")
        .header(
          "content-disposition",
          `attachment; filename="${isReadable ? "readable-copy.zip" : "ledger.vigil"}"`,
        )
        .send(Readable.from(content));
    },
  });
}
