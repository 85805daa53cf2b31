import { z } from "zod";
import { type InvalidInput, type Refusal, renderIssue } from "#kernel";

/** RFC 9457 problem details; `cites` is the clause that a refusal enforces. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string(),
  cites: z.string().optional(),
  path: z.string().optional(),
  issues: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
});
export type Problem = z.infer<typeof problemSchema>;

const statusOf = { rule: 422, conflict: 409, forbidden: 403, "not-found": 404 } as const;
const titleOf = {
  rule: "A rule of the trial says no",
  conflict: "Somebody changed this meanwhile",
  forbidden: "Not permitted",
  "not-found": "Not found",
} as const;

/** The problem that a refusal or invalid input is, for whoever asked. */
export function problemOf(error: Refusal | InvalidInput): Problem {
  if (error.kind === "invalid-input") {
    const [first, ...more] = error.issues;
    const rest = more.length > 0 ? ` (and ${more.length} more)` : "";
    return {
      type: "about:blank",
      title: "The request cannot be read",
      status: 400,
      detail: `${first ? renderIssue(first) : "It is empty."}${rest}`,
      code: "invalid-input",
      issues: error.issues.slice(0, 100).map(({ path, message }) => ({ path, message })),
    };
  }
  const because = error.because ?? "rule";
  return {
    type: "about:blank",
    title: titleOf[because],
    status: statusOf[because],
    detail: error.message,
    code: error.code,
    cites: error.cites,
    ...(error.path === undefined ? {} : { path: error.path }),
  };
}

export const notFoundProblem: Problem = {
  type: "about:blank",
  title: "Not found",
  status: 404,
  detail: "There is nothing here for you.",
  code: "not-found",
};

export const notSignedInProblem: Problem = {
  type: "about:blank",
  title: "Not signed in",
  status: 401,
  detail: "Sign in first.",
  code: "not-signed-in",
};

export const anotherPersonProblem: Problem = {
  type: "about:blank",
  title: "Somebody else is signed in",
  status: 401,
  detail: "Somebody else signed in on this device meanwhile. Nothing was done in their name.",
  code: "another-person",
  cites: "21 CFR 11.10(d)",
};
