import { TextInput } from "@mantine/core";
import type { ReactNode } from "react";

type DateInputProps = {
  readonly label: string;
  readonly description?: string;
  /** `2026-11-20`, or empty. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly max?: string;
  readonly min?: string;
  readonly error?: string | undefined;
};

/** A calendar date, by the browser's own field: typed in the order of the person's own country, or picked. */
export function DateInput({ value, onChange, ...props }: DateInputProps): ReactNode {
  return (
    <TextInput
      {...props}
      type="date"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
