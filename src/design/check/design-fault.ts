import type { Span } from "../expression/expression.ts";

/**
 * Something in a design that cannot work (`error`) or is probably not meant (`warning`). `message` says what is
 * wrong at `path`, `remedy` what to do about it; `code` is stable. `span` is the place within an expression.
 */
export type DesignFault = {
  readonly severity: "error" | "warning";
  readonly code: string;
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
  readonly span?: Span;
};

export function error(code: string, path: string, message: string, remedy: string): DesignFault {
  return { severity: "error", code, path, message, remedy };
}

export function warning(code: string, path: string, message: string, remedy: string): DesignFault {
  return { severity: "warning", code, path, message, remedy };
}

/** The fault where the condition holds, else none. */
export function when(condition: boolean, fault: () => DesignFault): readonly DesignFault[] {
  return condition ? [fault()] : [];
}
