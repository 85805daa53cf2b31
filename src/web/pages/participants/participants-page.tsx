import type { ReactNode } from "react";

export function ParticipantsPage(): ReactNode {
  return null;
}
