import type { ReactNode } from "react";

export function WorklistPage(): ReactNode {
  return null;
}
