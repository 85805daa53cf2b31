import { expect, test } from "vitest";
import { readStudyDesign } from "#adapters";
import { makeDemonstration } from "#demonstration";
import { aClock, anInstance } from "../builders/instance.ts";

test("the demonstration is made", { timeout: 120_000 }, async () => {
  const clock = aClock();
  const instance = await anInstance(clock);
  const read = readStudyDesign("studies/mdma-ptsd-phase3");
  if (!read.ok) throw new Error("x");
  const began = Date.now();
  try {
    await makeDemonstration(instance.ports, { design: read.value.design, seed: "vigil" });
  } catch (e) {
    console.log(String(e));
    throw e;
  } finally {
    console.log("seconds", (Date.now() - began) / 1000);
    const { rows } = await instance.maintenance.query(
      "select canonical::jsonb->>'type' as type, count(*)::int n from ledger.event group by 1 order by 2 desc",
    );
    console.log(rows.map((r) => `${r.type} ${r.n}`).join("\n"));
    await instance.close();
  }
  expect(1).toBe(1);
});
