import { expect, test } from "vitest";
import { findInstrument, instruments, spellingsOf } from "./registry.ts";

function idOf(name: string): string | undefined {
  const found = findInstrument(name);
  return found.ok ? found.value.definition.id : undefined;
}

test("sixteen instruments are there, each under its own id", () => {
  expect([...instruments.keys()]).toEqual(
    [
      "caps-5-past-month",
      "caps-5-past-week",
      "caps-5-worst-month",
      "caps-iv",
      "pcl-5",
      "lec-5",
      "phq-9",
      "gad-7",
    ].concat(["des-ii", "audit", "dudit", "ace", "sds", "bdi-ii", "c-ssrs", "eq-5d-5l"]),
  );
  for (const [id, { definition }] of instruments) expect(definition.id).toBe(id);
});

test.each([
  ["CAPS-5", "caps-5-past-month"],
  ["caps5", "caps-5-past-month"],
  ["CAPS‑5 Past Week", "caps-5-past-week"],
  ["caps_5_worst_month", "caps-5-worst-month"],
  ["CAPS-IV", "caps-iv"],
  ["PCL5", "pcl-5"],
  [" pcl 5 ", "pcl-5"],
  ["ＰＣＬ－５", "pcl-5"],
  ["Phq9", "phq-9"],
  ["des2", "des-ii"],
  ["bdi2", "bdi-ii"],
  ["CSSRS", "c-ssrs"],
  ["EQ5D5L", "eq-5d-5l"],
  ["Sheehan Disability Scale", "sds"],
])("%s is found as %s", (name, id) => expect(idOf(name)).toBe(id));

test("no spelling belongs to two instruments", () => {
  const names = [...instruments.values()].flatMap(spellingsOf);
  expect(new Set(names).size).toBe(names.length);
  expect(names).not.toContain("");
});

test("an unknown name is invalid input that says what there is", () => {
  for (const name of [
    "",
    "CAPS",
    "BDI",
    "DES",
    "EQ-5D",
    "PCL-6",
    "__proto__",
    "constructor",
    "-",
    "x".repeat(5000),
  ]) {
    const found = findInstrument(name);
    if (found.ok) throw new Error(`${name} was found`);
    const [issue] = found.error.issues;
    expect(issue?.message).toContain("there are caps-5-past-month, caps-5-past-week");
    expect(issue?.message.length).toBeLessThan(400);
  }
  expect(findInstrument(undefined as unknown as string).ok).toBe(false);
});
