import type { ReactNode } from "react";

export function AccountsPage(): ReactNode {
  return null;
}
