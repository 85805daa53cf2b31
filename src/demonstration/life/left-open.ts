import { formKeyOf } from "#trial";
import type { Story } from "../agenda.ts";
import { answersTo } from "../answers/index-of-forms.ts";
import { fillForms, writerOf } from "../filling.ts";
import { answeringAt, entriesOf, formsOf, type HeldVisit } from "../held-visit.ts";
import { beginVisit } from "../hold-visit.ts";
import { draftRating, startRating } from "../rating.ts";
import { designOf, doFor, later, stateOf, type Telling } from "../telling.ts";

type ToHold = Omit<HeldVisit, "began">;

/** A visit of which half the forms are handed in and one is begun. */
export async function* leaveOpen(telling: Telling, toHold: ToHold): Story {
  const { visit } = await beginVisit(telling, toHold);
  const design = await designOf(telling, await stateOf(telling));
  const forms = formsOf(design, visit.encounterId);
  const half = Math.ceil(forms.length / 2);
  yield* fillForms(telling, visit, forms.slice(0, half), true);
  const next = forms.slice(half).find(({ completedBy }) => completedBy === "site");
  if (!next) return;
  yield later(telling, 6);
  const answers = answersTo[next.id]?.(await answeringAt(telling, visit)) ?? {};
  const entries = entriesOf(answers);
  const data = {
    formKey: formKeyOf(visit.visitId, next.id),
    entries: entries.slice(0, Math.ceil(entries.length / 2)),
  };
  await doFor(telling, { as: writerOf(telling.site, next), type: "draft-items", data });
}

/** An interview that the rater began and has not handed in. */
export async function* beginInterview(telling: Telling, toHold: ToHold): Story {
  const { visit } = await beginVisit(telling, toHold);
  await startRating(telling, visit, "caps5");
  yield later(telling, 30);
  await draftRating(telling, visit, "caps5");
}
