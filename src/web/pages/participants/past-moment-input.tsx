import { TextInput, type TextInputProps } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../messages/messages.tsx";
import { isStillToCome } from "./moment-in-zone.ts";

type PastMomentInputProps = Omit<TextInputProps, "type" | "error" | "value" | "onChange" | "required"> & {
  /** As a `datetime-local` field has it, in the zone. */
  readonly value: string;
  readonly zone: string;
  readonly onValue: (value: string) => void;
};

/** When something happened, in the site's zone. One that is still to come by this device's clock is questioned, not stopped: the clock may be slow. */
export function PastMomentInput({ value, zone, onValue, ...props }: PastMomentInputProps): ReactNode {
  const { page } = useMessages().participants;
  return (
    <TextInput
      type="datetime-local"
      description={zone}
      value={value}
      onChange={(event) => onValue(event.currentTarget.value)}
      error={isStillToCome(value, zone) ? page.stillToCome : null}
      required
      {...props}
    />
  );
}
