import { ledgerBench } from "./ledger/ledger-bench.ts";
import { type Bench, type Result, renderTable } from "./result.ts";
import { sessionBench } from "./session/session-bench.ts";

const benches: Readonly<Record<string, Bench>> = { ledger: ledgerBench, session: sessionBench };

const args = process.argv.slice(2);
const names = args.filter((arg) => !arg.startsWith("--"));
const known = Object.keys(benches).join(", ");
const [name] = names;
const bench = name === undefined ? undefined : benches[name];
if (!bench || names.length > 1) {
  console.error(`Usage: npm run bench -- NAME [--quick] [--json]\nNAME is one of: ${known}.`);
  process.exit(2);
}

const say = (line: string): void => console.error(line);
const results: Result[] = [];
for await (const result of bench({ isQuick: args.includes("--quick"), say })) {
  results.push(result);
  say(`  ${result.name}`);
}
const missed = results.filter(({ isMet }) => isMet === false);
console.log(
  args.includes("--json")
    ? JSON.stringify({ bench: name, node: process.version, results }, null, 2)
    : renderTable(results),
);
process.exit(missed.length === 0 ? 0 : 1);
