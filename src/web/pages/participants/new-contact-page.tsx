import type { ReactNode } from "react";

export function NewContactPage(): ReactNode {
  return null;
}
