import type { CompiledDesign } from "#design";
import type { ParticipantState } from "../participant.ts";
import { designOfVisit, type Protocols } from "../visit/design-of-visit.ts";
import { visitOf } from "../visit/evolve.ts";
import { visitIdOf } from "./form-key.ts";

/**
 * The protocol whose form it is: the one under which it was begun, else that of its visit. A participant who moves to another
 * version takes nothing that is written along.
 */
export function designOfForm(
  { forms, visits }: Pick<ParticipantState, "forms" | "visits">,
  formKey: string,
  protocols: Protocols,
): CompiledDesign {
  const begun = forms[formKey]?.designVersion;
  return (begun && protocols.designs(begun)) || designOfVisit(visitOf(visits, visitIdOf(formKey)), protocols);
}
