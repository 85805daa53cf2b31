import type { CliCommand } from "./command.ts";

/** All commands on one page. */
export function overview(commands: readonly CliCommand[]): string {
  const width = Math.max(...commands.map((command) => heading(command).length)) + 2;
  return [
    "Vigil runs trials of drug-assisted psychotherapy, from the first phone call to the tables.",
    "",
    "Usage: vigil COMMAND [OPERANDS] [OPTIONS]",
    "",
    ...commands.map((command) => `  ${heading(command).padEnd(width)}${command.summary}`),
    "",
    "Every command takes --json (one document on standard output, messages on standard error) and --help.",
    "It ends with 0 when it is done, with 1 when something was refused or failed, with 2 when it was called wrongly.",
  ].join("\n");
}

/** One command with its options and examples. */
export function commandHelp(command: CliCommand): string {
  const options = Object.entries(command.optionHelp).map(([name, help]) => {
    const isText = command.options[name]?.type === "string";
    return `  --${`${name}${isText ? " VALUE" : ""}`.padEnd(24)}${help}`;
  });
  return [
    `vigil ${heading(command)}`,
    "",
    command.summary,
    ...(options.length > 0 ? ["", "Options:", ...options] : []),
    "",
    "Examples:",
    ...command.examples.map((example) => `  ${example}`),
  ].join("\n");
}

function heading({ name, operands }: CliCommand): string {
  return operands === "" ? name : `${name} ${operands}`;
}
