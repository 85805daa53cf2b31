import type { ReactNode } from "react";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import type { PeriodStanding } from "./use-staff.ts";

export function PeriodBadge({ standing }: { readonly standing: PeriodStanding }): ReactNode {
  const { administration } = useMessages();
  switch (standing) {
    case "current":
      return <StatusBadge tone="good">{administration.current}</StatusBadge>;
    case "future":
      return <StatusBadge tone="info">{administration.future}</StatusBadge>;
    case "past":
      return <StatusBadge tone="neutral">{administration.past}</StatusBadge>;
  }
}
