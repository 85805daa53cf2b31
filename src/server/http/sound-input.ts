import type { FastifyInstance } from "fastify";
import { type InputIssue, invalidInput, renderPath } from "#kernel";
import { problemOf } from "./problem.ts";

/** Nothing that people or programs send here is nested deeper. */
const deepest = 64;

/**
 * Refuses, before any schema reads it, what JSON can carry and a record cannot keep: a lone surrogate, a NUL, a number beyond all
 * numbers, nesting without end. Each would be a fault further in, where it is nobody's fault any more.
 */
export function requireSoundInput(server: FastifyInstance): void {
  server.addHook("preValidation", async ({ params, query, body }, reply) => {
    const issue = unsound(params, []) ?? unsound(query, []) ?? unsound(body, []);
    if (!issue) return;
    const problem = problemOf(invalidInput(issue));
    return reply.status(problem.status).type("application/problem+json").send(problem);
  });
}

function unsound(value: unknown, path: readonly PropertyKey[]): InputIssue | undefined {
  if (typeof value === "string") return unsoundText(value, path);
  if (typeof value === "number" && !Number.isFinite(value)) {
    return { path: renderPath(path), message: "expected a number that is not beyond all numbers" };
  }
  if (typeof value !== "object" || value === null) return undefined;
  if (path.length >= deepest) {
    return { path: renderPath(path), message: `expected no more than ${deepest} levels of nesting` };
  }
  for (const [key, member] of Object.entries(value)) {
    const issue = unsoundText(key, path) ?? unsound(member, [...path, key]);
    if (issue) return issue;
  }
  return undefined;
}

function unsoundText(text: string, path: readonly PropertyKey[]): InputIssue | undefined {
  if (text.isWellFormed() && !text.includes("\u0000")) return undefined;
  return { path: renderPath(path), message: "expected text without a NUL or half of a character" };
}
