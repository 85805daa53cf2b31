import { parseArgs } from "node:util";
import {
  type CliCommand,
  done,
  notDone,
  type Options,
  type Outcome,
  type Surroundings,
  wrongUse,
} from "./command.ts";
import { explainError } from "./explain-error.ts";
import { commandHelp, overview } from "./help.ts";

/**
 * Runs the command that the arguments name. Never throws: a fault becomes an outcome of code 1. Whether the outcome is to be
 * printed as JSON is told beside it.
 */
export async function runCli(
  commands: readonly CliCommand[],
  args: readonly string[],
  around: Surroundings,
): Promise<{ readonly outcome: Outcome; readonly asJson: boolean }> {
  const asJson = args.includes("--json");
  return { outcome: await outcomeOf(commands, args, around), asJson };
}

async function outcomeOf(
  commands: readonly CliCommand[],
  args: readonly string[],
  around: Surroundings,
): Promise<Outcome> {
  const wantsHelp = args.includes("--help") || args.includes("-h");
  const words = args.filter((word) => !word.startsWith("-"));
  const command = findCommand(commands, args);
  if (!command) return withoutCommand(commands, words, wantsHelp || words.length === 0);
  if (wantsHelp) return done({ command: command.name, help: commandHelp(command) }, commandHelp(command));
  const parsed = readArguments(command, args.slice(command.name.split(" ").length));
  if ("message" in parsed) return wrongUse(`${parsed.message} Run \`vigil ${command.name} --help\`.`);
  try {
    return await command.run(parsed.operands, parsed.options, around);
  } catch (error) {
    return notDone(explainError(error));
  }
}

/** The command with the longest name that the arguments begin with. */
function findCommand(commands: readonly CliCommand[], args: readonly string[]): CliCommand | undefined {
  return commands
    .filter(({ name }) => name.split(" ").every((word, index) => args[index] === word))
    .sort((a, b) => b.name.length - a.name.length)[0];
}

function withoutCommand(
  commands: readonly CliCommand[],
  words: readonly string[],
  wantsHelp: boolean,
): Outcome {
  const [first] = words;
  const family = commands.filter(({ name }) => name.startsWith(`${first} `));
  if (wantsHelp && (first === undefined || family.length === 0))
    return done({ help: overview(commands) }, overview(commands));
  if (family.length > 0) {
    const names = family.map(({ name }) => `vigil ${name}`).join(", ");
    return wantsHelp
      ? done({ help: overview(family) }, overview(family))
      : wrongUse(`“vigil ${first}” needs a word more: ${names}.`);
  }
  return wrongUse(`There is no command “${words.join(" ")}”. Run \`vigil --help\` to see what there is.`);
}

type Arguments =
  | { readonly operands: readonly string[]; readonly options: Options }
  | { readonly message: string };

function readArguments(command: CliCommand, args: readonly string[]): Arguments {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...command.options, json: { type: "boolean" }, help: { type: "boolean", short: "h" } },
      allowPositionals: true,
      strict: true,
    });
    if (positionals.length > command.mostOperands) {
      return { message: `Too many operands: “${positionals.slice(command.mostOperands).join(" ")}”.` };
    }
    if (positionals.length < command.leastOperands) return { message: `${command.operands} is missing.` };
    return { operands: positionals, options: values as Options };
  } catch (error) {
    return { message: `${(error as Error).message.split(". ")[0]}.` };
  }
}
