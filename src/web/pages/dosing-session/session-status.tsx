import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { useMessages } from "../../messages/messages.tsx";

export type SessionRow = Answer<"GET /api/studies/:studyId/sessions">[number];

const tones: Readonly<Record<string, Tone>> = {
  preparing: "attention",
  open: "info",
  dosed: "bad",
  night: "info",
  ended: "neutral",
};

/** Where a session of the list is. */
export function SessionStatus({ row }: { readonly row: SessionRow }): ReactNode {
  const { list } = useMessages().dosingSession;
  const status = statusOf(row);
  return <StatusBadge tone={tones[status] ?? "neutral"}>{list.statuses[status] ?? row.status}</StatusBadge>;
}

/** Ended overnight is not over. */
export function statusOf({ status, ending, endedAt, openedAt }: SessionRow): string {
  const isRecent = Date.parse(endedAt ?? openedAt) > Date.now() - 24 * 3_600_000;
  return status === "ended" && ending === "overnight" && isRecent ? "night" : status;
}
