import type { FastifyInstance, FastifyRequest } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { ok, type Refusal, type Result, type StudyId } from "#kernel";
import type { Action } from "#trial";
import {
  agentFor,
  drawAnew,
  proofSchema,
  reauthenticate,
  seeAllocationList,
  seeArmCounts,
  seeRandomization,
  tellDifferences,
} from "#usecases";
import { principalOf, signedInOf } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import { addQuestion, noQuery, uuid } from "../http/study-route.ts";
import type { ServerPorts } from "../server-ports.ts";

type Agent = Parameters<typeof drawAnew>[2];
type Proof = Parameters<typeof reauthenticate>[3];

const standing = z.object({
  method: z.enum(["minimization", "permuted-blocks", "simple"]).nullable(),
  designVersion: z.string().nullable(),
  isOpen: z.boolean(),
  openedFor: z.array(z.string()).readonly(),
  randomized: z.int(),
  planned: z.int().nullable(),
  levels: z
    .array(
      z.object({
        factorId: z.string(),
        factor: z.string(),
        level: z.string(),
        label: z.string(),
        randomized: z.int(),
        cap: z.int().nullable(),
        left: z.int().nullable(),
      }),
    )
    .readonly(),
  sites: z
    .array(z.object({ siteId: z.string(), number: z.string(), name: z.string(), randomized: z.int() }))
    .readonly(),
});

const recomputation = z.object({
  compared: z.int(),
  outcome: z.enum(["proven", "differences"]),
  differences: z
    .array(
      z.object({
        number: z.string(),
        kind: z.enum(["number", "strata", "arm", "record", "seal", "plan"]),
        arms: z.object({ claimed: z.string().nullable(), drawn: z.string().nullable() }).optional(),
      }),
    )
    .readonly(),
});

const armCounts = z.object({
  arms: z.array(z.object({ armId: z.string(), label: z.string(), weight: z.int() })).readonly(),
  all: z.array(z.int()).readonly(),
  levels: z
    .array(
      z.object({
        factor: z.string(),
        label: z.string(),
        counts: z.array(z.int()).readonly(),
        imbalance: z.number(),
      }),
    )
    .readonly(),
});

const places = z
  .array(z.object({ number: z.string(), participant: z.string(), site: z.string(), arm: z.string() }))
  .readonly();

/** How randomization stands, for everybody; and what is behind the seal, for the unblinded statistician, each look an event. */
export function addRandomizationRoutes(server: FastifyInstance, ports: ServerPorts): void {
  addQuestion(server, ports, {
    path: "/randomization",
    action: "see-randomization",
    params: {},
    query: noQuery,
    answer: standing,
    ask: (asking) => seeRandomization(ports, asking),
  });
  addUnsealing(server, ports, {
    path: "recomputation",
    action: "recompute-allocation",
    answer: recomputation,
    unseal: async (study, agent) => {
      const drawn = await drawAnew(ports, study, agent);
      const differences = tellDifferences(drawn, { withArms: true });
      const outcome = differences.length === 0 ? "proven" : "differences";
      return ok({ compared: drawn.compared, outcome, differences });
    },
  });
  addUnsealing(server, ports, {
    path: "counts",
    action: "see-allocation",
    answer: armCounts,
    unseal: (study, agent) => seeArmCounts(ports, study, agent),
  });
  addUnsealing(server, ports, {
    path: "list",
    action: "see-allocation",
    answer: places,
    unseal: (study, agent) => seeAllocationList(ports, study, agent),
  });
}

type Unsealing = {
  readonly path: string;
  readonly action: Action;
  readonly answer: z.ZodType;
  readonly unseal: (study: StudyId, agent: Agent) => Promise<Result<unknown, Refusal>>;
};

/** An act that opens the seal: by POST, because it leaves an event, and with proof of who the person is. */
function addUnsealing(server: FastifyInstance, ports: ServerPorts, act: Unsealing): void {
  server.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: `/api/studies/:studyId/randomization/${act.path}`,
    config: { access: { kind: "study", action: act.action } },
    schema: {
      params: z.object({ studyId: uuid }),
      body: z.strictObject({ proof: proofSchema }),
      response: { 200: act.answer, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const agent = await provenAgent(ports, request, act.action, request.body.proof as Proof);
      if (!agent.ok) return refuse(reply, agent.error);
      const answer = await act.unseal(request.params.studyId as StudyId, agent.value);
      return answer.ok ? reply.send(answer.value) : refuse(reply, answer.error);
    },
  });
}

async function provenAgent(
  ports: ServerPorts,
  request: FastifyRequest,
  action: Action,
  proof: Proof,
): Promise<Result<Agent, Refusal>> {
  const signedIn = signedInOf(request);
  const agent = agentFor(principalOf(request), action, { kind: "web", device: signedIn.session.device });
  if (!agent.ok) return agent;
  const proven = await reauthenticate(ports, signedIn, ports.relyingParty(), proof);
  return proven.ok ? agent : proven;
}
