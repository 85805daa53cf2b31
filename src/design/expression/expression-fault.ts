import type { Span } from "./expression.ts";

/** What is wrong with an expression, and where in its text. */
export type ExpressionFault = { readonly message: string; readonly span: Span };
