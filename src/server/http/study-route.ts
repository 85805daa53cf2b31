import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { type InvalidInput, isUuid, type Refusal, type Result, type StudyId } from "#kernel";
import type { Action } from "#trial";
import type { Asking } from "#usecases";
import type { ServerPorts } from "../server-ports.ts";
import { principalOf, signedInOf } from "./door.ts";
import { problemOf, problemSchema } from "./problem.ts";
import { refuse } from "./refuse.ts";

export const uuid = z.string().refine(isUuid, "expected a UUID in lower case");

/** A question about a study that somebody with the action may ask: its path, what it takes, what it answers. */
export type StudyQuestion<Params extends z.ZodRawShape, Query extends z.ZodType, Answer extends z.ZodType> = {
  /** Below `/api/studies/:studyId`. */
  readonly path: string;
  readonly action: Action;
  readonly params: Params;
  readonly query: Query;
  /** Fields that it does not name never leave. */
  readonly answer: Answer;
  readonly ask: (
    asking: Asking,
    params: z.output<z.ZodObject<Params>>,
    query: z.output<Query>,
  ) => Promise<Result<unknown, Refusal | InvalidInput>>;
};

/** Adds a GET route. What somebody may not see is answered as what is not there, and noted. */
export function addQuestion<Params extends z.ZodRawShape, Query extends z.ZodType, Answer extends z.ZodType>(
  server: FastifyInstance,
  ports: ServerPorts,
  question: StudyQuestion<Params, Query, Answer>,
): void {
  server.route({
    method: "GET",
    url: `/api/studies/:studyId${question.path}`,
    config: { access: { kind: "study", action: question.action } },
    schema: {
      params: z.object({ studyId: uuid, ...question.params }),
      querystring: question.query,
      response: { 200: question.answer, "4xx": problemSchema },
    },
    handler: async (request, reply) => {
      const params = request.params as { studyId: StudyId } & z.output<z.ZodObject<Params>>;
      const asking = { study: params.studyId, principal: principalOf(request) };
      const result = await question.ask(asking, params, request.query as z.output<Query>);
      if (result.ok) return reply.send(result.value);
      const problem = problemOf(result.error);
      if (problem.status === 404) {
        const { account } = signedInOf(request);
        await ports.securityLog.write({
          kind: "not-theirs",
          user: account.userId,
          route: `GET ${question.path}`,
        });
      }
      return refuse(reply, result.error);
    },
  });
}

export const noQuery = z.object({});
