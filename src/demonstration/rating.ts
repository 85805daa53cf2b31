import type { Form } from "#design";
import type { Instant } from "#kernel";
import { formKeyOf } from "#trial";
import { traumaSummary } from "./answers/history.ts";
import { answersTo } from "./answers/index-of-forms.ts";
import { answeringAt, entriesOf, type HeldVisit } from "./held-visit.ts";
import { doFor, stateOf, type Telling } from "./telling.ts";

/** Asks for the independent ratings of a visit that was just planned. */
export async function requestRatings(
  telling: Telling,
  visitId: string,
  forms: readonly Form[],
  startsAt: Instant,
): Promise<void> {
  const { fate, site } = telling;
  const indexTrauma = { freeText: traumaSummary(fate.person) };
  for (const { id, completedBy } of forms) {
    if (completedBy !== "independent-rater") continue;
    const data = { formKey: formKeyOf(visitId, id), startsAt, language: fate.person.language, indexTrauma };
    await doFor(telling, { as: site.coordinator, type: "request-rating", data });
  }
}

/** The rater's part: begins the assessment that fills this form, and hands it in. */
export async function rate(telling: Telling, visit: HeldVisit, form: Form): Promise<void> {
  const { conduct } = telling;
  const formKey = formKeyOf(visit.visitId, form.id);
  const request = Object.values((await stateOf(telling)).ratings).find(
    (one) => one.formKey === formKey && one.status === "requested",
  );
  if (!request) throw new Error(`Nobody asked for ${formKey}.`);
  const as = conduct.usernameOf(request.rater);
  const answers = answersTo[form.id]?.(await answeringAt(telling, visit)) ?? {};
  await conduct.act({ as, type: "start-rating", about: request.handle, data: {} });
  await conduct.act({
    as,
    type: "submit-rating",
    about: request.handle,
    data: { entries: entriesOf(answers) },
  });
}
