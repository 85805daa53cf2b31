import { addDays } from "#kernel";
import { formKeyOf } from "#trial";
import type { Story } from "../agenda.ts";
import type { Answers } from "../answers/answering.ts";
import { entriesOf } from "../held-visit.ts";
import { at, doFor, stateOf, type Telling, today } from "../telling.ts";

export type Correction = {
  readonly visitId: string;
  readonly form: string;
  /** Days after the visit. */
  readonly days: number;
  readonly reason: string;
  readonly entries: (telling: Telling) => Promise<Answers> | Answers;
};

/** The coordinator changes what was submitted, with the reason. */
export function corrects(correction: Correction) {
  return async function* (telling: Telling): Story {
    yield at(telling, addDays(today(telling), correction.days), "13:20");
    await correct(telling, correction);
  };
}

export async function correct(
  telling: Telling,
  { visitId, form, reason, entries }: Omit<Correction, "days">,
) {
  const { version } = await stateOf(telling);
  const data = { formKey: formKeyOf(visitId, form), entries: entriesOf(await entries(telling)) };
  const as = telling.site.coordinator;
  await doFor(telling, { as, type: "correct-items", data, reason, basedOn: version });
}
