import { formIdOf, formKeyOf } from "../form/form-key.ts";
import type { ParticipantState } from "../participant.ts";

/** The key of the next entry in a log; `ahead` of them are about to be made. An entry that said “there is none” is written over. */
export function nextEntry({ forms }: Pick<ParticipantState, "forms">, formId: string, ahead = 0): string {
  const own = Object.values(forms).filter(({ formKey }) => formIdOf(formKey) === formId);
  const written = own.filter(({ status }) => status !== "not-done").length;
  let repeat = written + 1;
  const isTaken = (key: string): boolean => forms[key] !== undefined && forms[key].status !== "not-done";
  while (isTaken(formKeyOf(null, formId, repeat))) repeat++;
  return formKeyOf(null, formId, repeat + ahead);
}
