/**
 * A rule that says no: what could not be done and why, the clause it enforces, what to do next.
 * `code` is kebab-case and stable; `message` is one or two sentences for the person who meets it.
 */
export type Refusal = {
  readonly kind: "refusal";
  readonly code: string;
  readonly message: string;
  /** The clause: "ICH E6(R3) 2.8; protocol 5.1". */
  readonly cites: string;
  /** Where in the command the trouble lies, if at one place. */
  readonly path?: string;
  /** `conflict`: somebody changed the record meanwhile; `forbidden`: not this person's act. */
  readonly because?: "rule" | "conflict" | "forbidden" | "not-found";
};

export function refusal(
  code: string,
  message: string,
  cites: string,
  more: Pick<Refusal, "path" | "because"> = {},
): Refusal {
  return { kind: "refusal", code, message, cites, ...more };
}
