import type { ReactNode } from "react";

export function FunnelPage(): ReactNode {
  return null;
}
