import type { ReactNode } from "react";

export function DesignsPage(): ReactNode {
  return null;
}
