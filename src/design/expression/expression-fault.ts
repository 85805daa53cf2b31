import type { Span } from "./expression.ts";

/** What is wrong with an expression, and where in its text. */
export type ExpressionFault = { readonly message: string; readonly span: Span };

/**
 * The line of the expression that holds the fault, a row of carets under the place, and the message:
 *
 *     age >= 'x'
 *            ^^^ expected a number, got text
 */
export function renderExpressionFault(source: string, fault: ExpressionFault): string {
  const start = Math.min(fault.span.start, source.length);
  const lineStart = source.lastIndexOf("\n", start - 1) + 1;
  const lineEnd = source.indexOf("\n", start);
  const line = source.slice(lineStart, lineEnd < 0 ? source.length : lineEnd);
  const width = Math.max(1, Math.min(fault.span.end, lineStart + line.length) - start);
  return `${line}\n${" ".repeat(start - lineStart)}${"^".repeat(width)} ${fault.message}`;
}
