import { z } from "zod";
import { failed, ok, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { stockStream } from "../streams.ts";
import { kitCode, stockEvents } from "./events.ts";
import { stockOf } from "./session.ts";
import type { Kit } from "./stock.ts";
import { witnessOf } from "./witness.ts";

const cites = "21 CFR 312.62(a), 1304.11; ICH E6(R3) 2.10.3";

/** Where a kit is in the pharmacy's own keeping, to be found by whoever counts. Once returned or spoiled it is kept apart. */
const kept: readonly Kit["state"][] = [
  "available",
  "quarantined",
  "assigned",
  "withdrawn",
  "damaged",
  "rejected",
];

/**
 * Two persons count what is in the cabinet, code by code. What is missing counts as lost from then on, and what turns up again is given
 * to nobody; a difference stays open until somebody explains it.
 */
export const countStock = defineCommand({
  type: "count-stock",
  subject: "site",
  merge: "adds",
  needsWitness: true,
  stock: "read",
  data: z.strictObject({ found: z.array(kitCode).max(8_000) }),
  decide: (facts, { found }, context) => {
    const stock = stockOf(facts);
    const seen = new Set(found);
    const expected = Object.values(stock.kits).filter(({ state }) => kept.includes(state));
    const missing = expected.map(({ code }) => code).filter((code) => !seen.has(code));
    const codes = new Set(expected.map(({ code }) => code));
    const unexpected = [...seen].filter((code) => !codes.has(code));
    const data = {
      countId: context.newId(),
      counted: seen.size,
      missing: missing.sort(),
      unexpected: unexpected.sort(),
      witness: witnessOf(context),
    };
    return ok([{ type: "StockCounted", stream: stockStream(context.subjectId), data }]);
  },
});

/** Says what became of a difference between the count and the books. */
export const explainDiscrepancy = defineCommand({
  type: "explain-discrepancy",
  subject: "site",
  merge: "adds",
  stock: "read",
  data: stockEvents.DiscrepancyExplained.data,
  decide: (facts, data, { subjectId }) => {
    const line = stockOf(facts).counts.find(({ countId }) => countId === data.countId);
    const differs = line !== undefined && line.missing.length + line.unexpected.length > 0;
    if (differs && line.explanation === null)
      return ok([{ type: "DiscrepancyExplained", stream: stockStream(subjectId), data }]);
    const message = differs
      ? "This difference was explained already."
      : "There is no such difference to explain.";
    return failed(refusal("no-open-discrepancy", message, cites, { path: "data.countId" }));
  },
});
