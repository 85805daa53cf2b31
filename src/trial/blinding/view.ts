import type { BlindedFact, CompiledDesign, Form, Role } from "#design";
import { adverseEventFormOf } from "../adverse-event/form-id.ts";
import { formIdOf, itemIdOf, repeatOf } from "../form/form-key.ts";
import { permissions } from "../permission.ts";
import { guesserOf, isTherapist } from "./guess-places.ts";

/** Somebody who looks: all the roles in which they see this participant. */
export type Viewer = { readonly user: string; readonly roles: readonly Role[] };

/** What may be seen of a form: everything but some items, that it exists and how far it is, or nothing. */
export type FormVisibility = {
  readonly form: "content" | "status" | "hidden";
  /** Items that are kept from the viewer though they see the form. */
  readonly isItemHidden: (itemId: string) => boolean;
};

const open: FormVisibility = { form: "content", isItemHidden: () => false };
const everythingHidden = (): boolean => true;

/**
 * The one door: what a person may see of a form, by the design. Whoever is blinded in any of their roles is blinded;
 * a second role never opens what the first one closes.
 */
export function visibilityOf(design: CompiledDesign, viewer: Viewer, formId: string): FormVisibility {
  const compiled = design.forms.get(formId);
  if (!compiled) return { form: "status", isItemHidden: everythingHidden };
  const { form } = compiled;
  if (viewer.roles.includes("participant")) {
    return form.completedBy === "participant" ? open : { form: "hidden", isItemHidden: everythingHidden };
  }
  if (viewer.roles.some((role) => form.hiddenFrom.includes(role))) return closed(form, viewer);
  const facts = blindedTo(design, viewer);
  if (facts.has("adverse-events") && formId === adverseEventFormOf(design)) return closed(form, viewer);
  if (form.completedBy === "participant" && facts.has("self-reports")) return closed(form, viewer);
  if (form.completedBy === "independent-rater" && facts.has("earlier-scores")) return closed(form, viewer);
  if (!facts.has("potentially-unblinding")) return open;
  if (form.potentiallyUnblinding) return closed(form, viewer);
  return {
    form: "content",
    isItemHidden: (itemId) => compiled.items.get(itemId)?.potentiallyUnblinding ?? false,
  };
}

/**
 * `visibilityOf` for one filling of a form: of the guesses of a pair of therapists each sees their own alone, so that neither leans on
 * the other.
 */
export function visibilityOfFilling(design: CompiledDesign, viewer: Viewer, formKey: string): FormVisibility {
  const form = design.forms.get(formIdOf(formKey))?.form;
  const guesser = form && guesserOf(form, repeatOf(formKey));
  const isPartner = viewer.roles.some((role) => isTherapist(role)) && !viewer.roles.includes(guesser as Role);
  if (form && guesser && isPartner) return closed(form, viewer);
  return visibilityOf(design, viewer, formIdOf(formKey));
}

/** Whether what happened in a session is kept from the viewer, because it could tell the arm. */
export function isBlindedToSessions(design: CompiledDesign, viewer: Viewer): boolean {
  const facts = blindedTo(design, viewer);
  return facts.has("potentially-unblinding") || facts.has("session-content");
}

/** What any of the viewer's roles is blinded to. A role of which the design says nothing is blinded to the arm alone. */
export function blindedTo({ design }: CompiledDesign, { roles }: Viewer): ReadonlySet<BlindedFact> {
  const rules = design.blinding?.rules ?? [];
  const facts = roles.flatMap(
    (role) => rules.find((rule) => rule.role === role)?.blindedTo ?? (["arm"] as const),
  );
  return new Set(facts);
}

/** Whether any of the viewer's roles is blinded to it. */
export function isBlindedTo(design: CompiledDesign, viewer: Viewer, fact: BlindedFact): boolean {
  return blindedTo(design, viewer).has(fact);
}

/** Whether the viewer may see the value of an item, and what is said about it. */
export function seesItem(design: CompiledDesign, viewer: Viewer, formKey: string, path: string): boolean {
  const { form, isItemHidden } = visibilityOfFilling(design, viewer, formKey);
  return form === "content" && !isItemHidden(itemIdOf(path));
}

/**
 * Whether the form's answers are kept, in part or whole, from any role that may take a copy of the ledger. They lie sealed in the
 * ledger, so that a copy tells nobody what this door does not.
 */
export function isKeptFromCopies(design: CompiledDesign, formId: string): boolean {
  return !permissions["export-ledger"].every((role) =>
    seesWholeForm(design, { user: "", roles: [role] }, formId),
  );
}

/** Whether the viewer may see every item of the form. */
export function seesWholeForm(design: CompiledDesign, viewer: Viewer, formId: string): boolean {
  const { form, isItemHidden } = visibilityOf(design, viewer, formId);
  const items = design.forms.get(formId)?.items.keys() ?? [];
  return form === "content" && ![...items].some(isItemHidden);
}

/** The site must see that a form is done, though not what it says; a rater not even that it exists. */
function closed(_form: Form, { roles }: Viewer): FormVisibility {
  return { form: roles.includes("independent-rater") ? "hidden" : "status", isItemHidden: everythingHidden };
}
