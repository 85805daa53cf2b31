import type { ReactNode } from "react";

export function HandedOverPage(): ReactNode {
  return null;
}
