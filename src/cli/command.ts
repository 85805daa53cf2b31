import type { ParseArgsConfig } from "node:util";

/** How a command ended: 0 done, 1 refused or failed, 2 wrong use. */
export type ExitCode = 0 | 1 | 2;

/** What a command has to say: one document for machines, and the same for people. */
export type Outcome = {
  readonly code: ExitCode;
  readonly json: unknown;
  readonly text: string;
};

/** What a command gets of its surroundings. */
export type Surroundings = {
  readonly environment: NodeJS.ProcessEnv;
  readonly folder: string;
  /** All of standard input. */
  readonly readInput: () => Promise<string>;
  /** Says something while working; on standard error, so that standard output stays one document. */
  readonly say: (line: string) => void;
  /** Resolves when the person, or the system, asks the command to end. */
  readonly untilAsked: () => Promise<void>;
};

export type Options = Readonly<Record<string, string | boolean | undefined>>;

export type CliCommand = {
  /** As it is typed: `design check`. */
  readonly name: string;
  readonly summary: string;
  /** Operands after the name: `FILE`, `[FILE]`. */
  readonly operands: string;
  readonly mostOperands: number;
  readonly leastOperands: number;
  readonly options: NonNullable<ParseArgsConfig["options"]>;
  /** What each option means. */
  readonly optionHelp: Readonly<Record<string, string>>;
  readonly examples: readonly string[];
  readonly run: (operands: readonly string[], options: Options, around: Surroundings) => Promise<Outcome>;
};

export function done(json: unknown, text: string): Outcome {
  return { code: 0, json, text };
}

/** Something was refused, or failed: what, why, and what to do. */
export function notDone(
  error: { readonly code: string; readonly message: string } & Record<string, unknown>,
): Outcome {
  return { code: 1, json: { error }, text: error.message };
}

/** The command was not called rightly. */
export function wrongUse(message: string): Outcome {
  return { code: 2, json: { error: { code: "wrong-use", message } }, text: message };
}
