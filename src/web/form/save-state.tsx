import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import type { KeeperState } from "./draft/draft-cell.ts";

/** Whether what is typed is safe, in words: saving, saved at, kept on this device. Read out when it changes. */
export function SaveState({
  state,
  isEmpty,
}: {
  readonly state: KeeperState;
  readonly isEmpty: boolean;
}): ReactNode {
  const words = useSaveWords(state, isEmpty);
  const isUnsafe = ["unreached", "refused", "locked"].includes(state.standing);
  return (
    <Text
      component="output"
      size="sm"
      className="vigil-save-state"
      data-tone={isUnsafe ? "attention" : undefined}
      aria-live="polite"
    >
      {words}
    </Text>
  );
}

function useSaveWords({ standing, savedAt, draft }: KeeperState, isEmpty: boolean): string {
  const { forms, common } = useMessages();
  switch (standing) {
    case "loading":
      return common.loading;
    case "locked":
      return forms.lockedDraft;
    case "waiting":
    case "sending":
      return forms.saving;
    case "unreached":
      return forms.unreached;
    case "refused":
      return forms.refusedToSave;
    case "held":
      return forms.held(Object.keys(draft.pending).length + Object.keys(draft.unreadable).length);
    case "saved":
      if (savedAt !== undefined) return forms.saved(clock(savedAt));
      return isEmpty ? forms.nothingTyped : forms.savedAlready;
  }
}

function clock(milliseconds: number): string {
  return new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit" }).format(milliseconds);
}
