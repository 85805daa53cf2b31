import type { CompiledDesign } from "#design";

/** The form on which adverse events are recorded, one filling for each, where the design names none. */
export const adverseEventForm = "adverse-event";

/** The form of adverse events. */
export function adverseEventFormOf({ design }: CompiledDesign): string {
  return design.safety?.adverseEvents?.formId ?? adverseEventForm;
}
