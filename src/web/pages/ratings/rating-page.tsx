import type { ReactNode } from "react";

export function RatingPage(): ReactNode {
  return null;
}
