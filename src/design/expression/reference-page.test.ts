import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { scopeOf, type TestNames } from "../testing/expression-scope.ts";
import { evaluate } from "./evaluate.ts";
import { expressionFunctions } from "./functions.ts";
import { parseExpression } from "./parse-expression.ts";
import { dateValue, type ExpressionValue, partialDateOf } from "./value.ts";

const page = readFileSync(new URL("../../../docs/reference/expressions.md", import.meta.url), "utf8");

/** The lines `example => result` of all blocks of that kind. */
function examples(kind: string): readonly (readonly [string, string])[] {
  const blocks = page.matchAll(new RegExp(`\`\`\`${kind}\n(.*?)\`\`\``, "gs"));
  return [...blocks].flatMap(([, block = ""]) =>
    block
      .trimEnd()
      .split("\n")
      .map((line) => {
        const [example = "", result = ""] = line.split(" => ");
        return [example.trim(), result.trim()] as const;
      }),
  );
}

function record(): TestNames {
  const [, json = ""] = /```json record\n(.*?)```/s.exec(page) ?? [];
  return JSON.parse(json, (_, value: unknown) =>
    typeof value === "string" && value.startsWith("@") ? dateValue(value.slice(1) as never) : value,
  );
}

function shown(value: ExpressionValue): string {
  if (typeof value === "string") return `'${value}'`;
  if (typeof value !== "object" || !("kind" in value)) return String(value);
  return value.kind === "date" ? `@${partialDateOf(value)}` : value.kind;
}

describe("the reference page", () => {
  test("has its examples", () => {
    expect(examples("expression").length).toBeGreaterThan(50);
    expect(examples("fault")).toHaveLength(6);
  });

  test.each(examples("expression"))("%s gives %s", (example, result) => {
    const parsed = parseExpression(example);
    if (!parsed.ok) throw new Error(parsed.error.message);
    const evaluation = evaluate(parsed.value, scopeOf(record()));
    expect(evaluation.kind === "value" ? shown(evaluation.value) : evaluation.kind).toBe(result);
  });

  test.each(examples("fault"))("%s is refused: %s", (example, message) => {
    const parsed = parseExpression(example);
    expect(parsed.ok ? "" : parsed.error.message).toBe(message);
  });

  test("describes every function as the code does", () => {
    const rows = expressionFunctions.map(({ signature, meaning }) => `| \`${signature}\` | ${meaning} |`);
    for (const row of rows) expect(page).toContain(row);
  });

  test("shows every function in an example", () => {
    const all = examples("expression").map(([example]) => example);
    for (const { name } of expressionFunctions) {
      expect(
        all.some((example) => example.includes(`${name}(`)),
        name,
      ).toBe(true);
    }
  });
});
