import type { ReactNode } from "react";

export function RatingsPage(): ReactNode {
  return null;
}
