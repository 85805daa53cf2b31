import type { Choice } from "./choices.ts";
import type { Question } from "./form-model.ts";

/** A run of questions: a table where neighbors share their answers, else one under the other. */
export type Block =
  | { readonly kind: "table"; readonly choices: readonly Choice[]; readonly questions: readonly Question[] }
  | { readonly kind: "list"; readonly questions: readonly Question[] };

const leastRows = 3;
const mostColumns = 6;

/** Three or more questions in a row with the same few answers become a table. */
export function blocksOf(questions: readonly Question[]): readonly Block[] {
  const runs: Question[][] = [];
  for (const question of questions) {
    const last = runs.at(-1);
    if (last?.[0] && signOf(last[0]) !== undefined && signOf(last[0]) === signOf(question))
      last.push(question);
    else runs.push([question]);
  }
  const blocks: Block[] = [];
  for (const run of runs) {
    const choices = run[0]?.choices;
    const previous = blocks.at(-1);
    if (choices && run.length >= leastRows) blocks.push({ kind: "table", choices, questions: run });
    else if (previous?.kind === "list") {
      blocks[blocks.length - 1] = { kind: "list", questions: [...previous.questions, ...run] };
    } else blocks.push({ kind: "list", questions: run });
  }
  return blocks;
}

/** What neighbors must share; undefined for a question that cannot stand in a table. */
function signOf({ choices, item, help }: Question): string | undefined {
  if (!choices || choices.length > mostColumns || help !== undefined) return undefined;
  if (choices.every(({ label }) => label === "")) return undefined;
  return `${item.type} ${JSON.stringify(choices)}`;
}
