import type { DatabaseAccess } from "#adapters";
import type { Outcome } from "../../src/cli/command.ts";
import { commands } from "../../src/cli/commands/index.ts";
import { runCli } from "../../src/cli/run-cli.ts";

/** What a test gives a command of its surroundings, and what the command says beside its outcome. */
export type Shell = {
  readonly environment: NodeJS.ProcessEnv;
  readonly input?: string;
  readonly said?: string[];
};

/** Runs a command as `vigil` does, in this process; one that serves is asked to end at once. */
export async function runCommand(args: readonly string[], shell: Shell): Promise<Outcome> {
  const { outcome } = await runCli(commands, args, {
    environment: shell.environment,
    folder: process.cwd(),
    readInput: async () => shell.input ?? "",
    say: (line) => {
      shell.said?.push(line);
    },
    untilAsked: async () => {},
  });
  return outcome;
}

/** The environment in which commands find a home, and a database that is there already. */
export function environmentOf(
  home: string,
  { app, sealed, maintenance, owner }: DatabaseAccess,
): NodeJS.ProcessEnv {
  return {
    VIGIL_HOME: home,
    DATABASE_URL: urlOf(app),
    VIGIL_SEALED_URL: urlOf(sealed),
    VIGIL_MAINTENANCE_URL: urlOf(maintenance),
    ...(owner ? { VIGIL_OWNER_URL: urlOf(owner) } : {}),
  };
}

function urlOf({ host, user, database }: DatabaseAccess["app"]): string {
  return `postgresql://${user}@localhost/${database}?host=${encodeURIComponent(String(host))}`;
}
