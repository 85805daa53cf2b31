import type { ReactNode } from "react";

export function ParticipantPage(): ReactNode {
  return null;
}
