import type { ReactNode } from "react";

export function EligibilityPage(): ReactNode {
  return null;
}
