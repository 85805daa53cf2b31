import type { FastifyReply } from "fastify";
import type { InvalidInput, Refusal } from "#kernel";
import { problemOf } from "./problem.ts";

/** Answers with the problem that a refusal or invalid input is. */
export function refuse(reply: FastifyReply, error: Refusal | InvalidInput): FastifyReply {
  const problem = problemOf(error);
  return reply.status(problem.status).type("application/problem+json").send(problem);
}
