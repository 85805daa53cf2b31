import type { ReactNode } from "react";

export function StudiesPage(): ReactNode {
  return null;
}
