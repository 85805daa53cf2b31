import type { Expression } from "./syntax.ts";

/** An expression in R's spacing, by which terms and columns are named: `I(base^2)`, `log(dose + 1)`. */
export function expressionText(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return String(expression.value);
    case "name":
      return expression.name;
    case "call":
      return `${expression.name}(${expression.arguments.map(expressionText).join(", ")})`;
    case "negative":
      return `-${expressionText(expression.of)}`;
    case "group":
      return `(${expressionText(expression.of)})`;
    case "operation": {
      const tight = expression.operator === "^" || expression.operator === ":" || expression.operator === "/";
      const gap = tight ? "" : " ";
      return `${expressionText(expression.left)}${gap}${expression.operator}${gap}${expressionText(expression.right)}`;
    }
  }
}

/** The names of the columns that an expression reads, each once. */
export function namesIn(expression: Expression): readonly string[] {
  switch (expression.kind) {
    case "number":
      return [];
    case "name":
      return [expression.name];
    case "call":
      return [...new Set(expression.arguments.flatMap(namesIn))];
    case "negative":
    case "group":
      return namesIn(expression.of);
    case "operation":
      return [...new Set([...namesIn(expression.left), ...namesIn(expression.right)])];
  }
}
