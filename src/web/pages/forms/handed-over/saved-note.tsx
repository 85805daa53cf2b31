import { Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { HandedOverSheet } from "./handed-over-data.ts";

/** In plain words, whether the answers are safe. */
export function SavedNote({ sheet: { kept } }: { readonly sheet: HandedOverSheet }): ReactNode {
  const { handedOver } = useMessages().forms;
  const { standing } = kept.state;
  const isSaving = standing === "waiting" || standing === "sending" || standing === "loading";
  const isUnsafe = standing === "unreached" || standing === "refused";
  const words = standing === "locked" ? handedOver.locked : isUnsafe ? handedOver.unreached : undefined;
  return (
    <Text size="sm" component="output" aria-live="polite">
      {words ?? (isSaving ? handedOver.saving : handedOver.saved)}
    </Text>
  );
}
