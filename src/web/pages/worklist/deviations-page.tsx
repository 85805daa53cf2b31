import type { ReactNode } from "react";

export function DeviationsPage(): ReactNode {
  return null;
}
