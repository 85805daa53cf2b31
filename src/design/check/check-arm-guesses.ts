import type { CompiledForm } from "../compile/compiled-design.ts";
import type { ArmGuess } from "../model/arm-guess.ts";
import type { Form } from "../model/form.ts";
import { type Checking, unresolved } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

const completers: Readonly<Record<ArmGuess["respondent"], Form["completedBy"]>> = {
  participant: "participant",
  therapist: "therapist",
  rater: "independent-rater",
};

/** Forms that ask for the arm whose answers cannot be read: another's form, a code that means nothing, an arm that nobody can name. */
export function checkArmGuesses(checking: Checking): readonly DesignFault[] {
  return checking.design.forms.flatMap((form, at) => {
    const compiled = checking.compiled.forms.get(form.id);
    if (!form.armGuess || !compiled) return [];
    const path = `forms.${at}.armGuess`;
    return [
      ...checkRespondent(form, form.armGuess, path),
      ...checkAnswers(checking, compiled, form.armGuess, path),
      ...checkCertainty(compiled, form.armGuess, path),
      ...(form.armGuess.reasonsItemId === undefined
        ? []
        : unresolved("item", `${path}.reasonsItemId`, form.armGuess.reasonsItemId, compiled.items)),
    ];
  });
}

function checkRespondent(form: Form, { respondent }: ArmGuess, path: string): readonly DesignFault[] {
  return [
    ...when(form.completedBy !== completers[respondent], () =>
      error(
        "guess-of-another",
        `${path}.respondent`,
        `Form ${form.id} asks for the guess of the ${respondent} and is completed by ${form.completedBy}.`,
        `Let it be completed by ${completers[respondent]}, or name whose guess it is.`,
      ),
    ),
    ...when(respondent === "therapist" && !form.repeating, () =>
      error(
        "guess-of-one-therapist",
        path,
        `Form ${form.id} can be filled once at a visit, and two therapists answer it.`,
        "Make the form repeating.",
      ),
    ),
    ...when(!form.potentiallyUnblinding, () =>
      warning(
        "guess-open",
        path,
        `Form ${form.id} asks for the arm, and roles that are blinded to what could tell it may read the answer.`,
        "Mark the form as potentially unblinding.",
      ),
    ),
  ];
}

function checkAnswers(
  { compiled: design }: Checking,
  form: CompiledForm,
  { guessItemId, arms, dontKnow }: ArmGuess,
  path: string,
): readonly DesignFault[] {
  const item = form.items.get(guessItemId);
  if (!item) return unresolved("item", `${path}.guessItemId`, guessItemId, form.items);
  if (item.type !== "code") return [notCoded(`${path}.guessItemId`, guessItemId)];
  const read = [...arms.map(({ code }) => code), ...dontKnow];
  const codes = item.codes ?? new Map<string, string>();
  const unread = [...codes.keys()].filter((code) => !read.includes(code));
  const twice = read.find((code, at) => read.indexOf(code) < at);
  const unnamed = [...design.arms.keys()].filter((id) => !arms.some(({ armId }) => armId === id));
  return [
    ...arms.flatMap(({ armId }, at) => unresolved("arm", `${path}.arms.${at}.armId`, armId, design.arms)),
    ...read.flatMap((code) => unresolved("code", path, code, codes)),
    ...when(unread.length > 0 || twice !== undefined, () =>
      error(
        "guess-unreadable",
        path,
        `Every answer to ${guessItemId} must be read in one way: ${twice ?? unread.join(", ")} is not.`,
        "Name each code once: under an arm, or under those who do not know.",
      ),
    ),
    ...when(unnamed.length > 0, () =>
      error(
        "guess-without-arm",
        `${path}.arms`,
        `No answer names ${unnamed.join(", ")}.`,
        "Offer every arm; a blinding index counts guesses of each.",
      ),
    ),
  ];
}

function checkCertainty(form: CompiledForm, { certainty }: ArmGuess, path: string): readonly DesignFault[] {
  if (!certainty) return [];
  const at = `${path}.certainty`;
  const item = form.items.get(certainty.itemId);
  if (!item) return unresolved("item", `${at}.itemId`, certainty.itemId, form.items);
  if (item.type !== "code") return [notCoded(`${at}.itemId`, certainty.itemId)];
  return certainty.strongly.flatMap((code) =>
    unresolved("code", `${at}.strongly`, code, item.codes ?? new Map<string, string>()),
  );
}

function notCoded(path: string, id: string): DesignFault {
  return error(
    "guess-not-coded",
    path,
    `The item ${id} takes no codes.`,
    "Name an item of type code: a guess is counted by its code.",
  );
}
