import type { ReactNode } from "react";

export function QueriesPage(): ReactNode {
  return null;
}
