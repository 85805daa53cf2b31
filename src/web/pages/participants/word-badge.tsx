import type { ReactNode } from "react";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useWord } from "../../messages/messages.tsx";
import { toneOf } from "./tones.ts";

/** A code of the record as a badge: its word, in the tone that goes with it. */
export function WordBadge({ kind, code }: { readonly kind: string; readonly code: string }): ReactNode {
  const word = useWord(kind);
  return <StatusBadge tone={toneOf(kind, code)}>{word(code)}</StatusBadge>;
}
