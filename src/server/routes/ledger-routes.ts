import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { ok, type SiteId, type StudyId } from "#kernel";
import { roleFor, sitesFor } from "#trial";
import { bundleLines, type Principal, recordExport, takeCheckpoint, verifyStudy } from "#usecases";
import { principalOf, signedInOf } from "../http/door.ts";
import { notFoundProblem, problemSchema } from "../http/problem.ts";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

const report = z.object({
  study: z.string(),
  intact: z.boolean(),
  events: z.int(),
  streams: z.int(),
  checkpoints: z.int(),
  witnessed: z.int(),
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
      // Which streams other sites have is not for a site to know.
      return ok(
        sites === "all"
          ? verified
          : { ...verified, findings: verified.findings.map(({ stream: _stream, ...finding }) => finding) },
      );
    },
  });

  server.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/api/studies/:studyId/ledger/exports",
    config: { access: { kind: "study", action: "export-ledger" } },
    schema: {
      params: z.object({ studyId: uuid }),
      body: z.strictObject({ siteId: uuid.optional() }),
      response: { 200: z.custom<Readable>(), "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const study = request.params.studyId as StudyId;
      const site = request.body.siteId as SiteId | undefined;
      const principal = principalOf(request);
      if (!mayExport(principal, site)) {
        await ports.securityLog.write({ kind: "not-theirs", user: principal.user, route: "POST export" });
        return reply.status(404).send(notFoundProblem);
      }
      const streams = site ? (await ports.archive.streamsOfSite(study, site)).length : 0;
      const source = { kind: "web", device: signedInOf(request).session.device } as const;
      await recordExport(ports, { study, principal, source, streams, ...(site ? { site } : {}) });
      await takeCheckpoint(ports, study);
      const [row] = await ports.lists.studies([study]);
      const lines = bundleLines(ports, { study, name: row?.name ?? "", ...(site ? { site } : {}) });
      return reply
        .type("text/plain; charset=utf-8")
        .header("content-disposition", 'attachment; filename="ledger.vigil"')
        .send(Readable.from(lines));
    },
  });
}

/** The whole study only by those who reach it whole; a site's copy by that site. */
function mayExport({ standings }: Principal, site: SiteId | undefined): boolean {
  if (site) return roleFor("export-ledger", standings, site) !== undefined;
  return sitesFor("export-ledger", standings) === "all";
}
