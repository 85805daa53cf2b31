import type { ReactNode } from "react";

export function SecurityPage(): ReactNode {
  return null;
}
