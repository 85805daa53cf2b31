import fc from "fast-check";

/** How many bad inputs of each kind `npm test` sends: 20,000 together. `npm run test:inputs` sends a multiple. */
const full = { api: 10_000, cli: 3_000, usdm: 4_000, design: 3_000 } as const;

export const share = Number(process.env["VIGIL_INPUTS_SHARE"] ?? "1");
export const seed = Number(process.env["VIGIL_INPUTS_SEED"] ?? "20261129");

/** Bad inputs that a test of the kind must have seen refused. */
export function wanted(kind: keyof typeof full): number {
  return Math.ceil(full[kind] * share);
}

/**
 * Draws inputs until as many as wanted were bad, and tells how many, from which seed. What the system takes is no bad input and
 * does not count.
 * @param tryInput resolves to whether the input was bad; throws where it was not answered as bad input is
 */
export async function campaign<Input>(
  kind: keyof typeof full,
  inputs: fc.Arbitrary<Input>,
  tryInput: (input: Input) => Promise<boolean> | boolean,
): Promise<number> {
  const most = wanted(kind) * 4;
  let bad = 0;
  await fc.assert(
    fc.asyncProperty(inputs, async (input) => {
      if (bad < wanted(kind) && (await tryInput(input))) bad++;
    }),
    { seed, numRuns: most, endOnFailure: true },
  );
  process.stdout.write(`${kind}: ${bad} bad inputs refused, seed ${seed}\n`);
  return bad;
}

/** Whether a text shows what only a developer may see: a stack, a file of ours, a query. */
export function showsInternals(text: string): boolean {
  return /\n\s+at \w|node_modules|\.(ts|js|mjs):\d+|\b(SELECT|INSERT|UPDATE|DELETE) .*\b(FROM|INTO|SET)\b|ECONN|E[A-Z]{4,}: |pg_|relation "|undefined \(reading|is not (a function|iterable|defined)|Cannot (read|set) prop|Maximum call stack/.test(
    text,
  );
}
