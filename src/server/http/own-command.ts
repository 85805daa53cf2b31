import type { FastifyReply, FastifyRequest } from "fastify";
import type { InvalidInput, Refusal, StudyId } from "#kernel";
import { commands } from "#trial";
import type { CommandRequest } from "#usecases";
import type { ServerPorts } from "../server-ports.ts";
import { principalOf, signedInOf } from "./door.ts";
import { problemOf } from "./problem.ts";

/** A command as it came by its own route. */
export function requestOf(request: FastifyRequest): Omit<CommandRequest, "definition"> {
  const { studyId, subjectId } = request.params as { studyId: StudyId; subjectId: string };
  return {
    study: studyId,
    subjectId,
    body: request.body,
    principal: principalOf(request),
    source: { kind: "web", device: signedInOf(request).session.device },
  };
}

export function definitionOf(type: string): CommandRequest["definition"] {
  const definition = commands.find((command) => command.type === type);
  if (!definition) throw new Error(`There is no command ${type}.`);
  return definition;
}

/** Answers with the problem; what is not theirs is noted. */
export async function refuseAndNote(
  ports: ServerPorts,
  request: FastifyRequest,
  reply: FastifyReply,
  error: Refusal | InvalidInput,
): Promise<FastifyReply> {
  const problem = problemOf(error);
  if (problem.status === 404) {
    const user = request.signedIn?.account.userId;
    await ports.securityLog.write({
      kind: "not-theirs",
      route: request.routeOptions.url ?? "",
      ...(user ? { user } : {}),
    });
  }
  return reply.status(problem.status).type("application/problem+json").send(problem);
}
