import type { Recording, SessionState } from "./state.ts";

/** What was done at once by one person and is to be signed by them. */
export type UnsignedStep = Recording & { readonly entryId: string };

/** Medication and steps of escalations that wait for the signature of whoever gave or took them. */
export function unsignedSteps({ medications, escalations }: SessionState): readonly UnsignedStep[] {
  const steps = escalations.flatMap((one) => one.steps);
  return [
    ...medications.filter(({ signed, struck }) => !signed && !struck),
    ...steps.filter(({ signed }) => !signed),
  ];
}
