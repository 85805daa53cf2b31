import { type Instant, unreachable } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventMeta, EventsOf, Recorded } from "../event.ts";
import type { formEvents, ItemValue } from "./events.ts";

type FormEvent = EventsOf<typeof formEvents>;
type Derived = Readonly<Record<string, number | string | boolean | null>>;

/** A value that an item has now, and where it came from. */
export type ItemState = {
  /** Null where the item was emptied. */
  readonly value: ItemValue | null;
  /** The version of the stream at which it last changed. */
  readonly changedAt: number;
  readonly changedBy: string;
  readonly changedOn: Instant;
  readonly verified: Verification | null;
  /** The last comparison with the source, where a later change undid it: the new value was compared by nobody. */
  readonly verifiedBefore: Verification | null;
};

/** Who compared a value with its source, and when. */
export type Verification = { readonly by: string; readonly at: Instant };

/** One filling of a form. */
export type FormState = {
  readonly formKey: string;
  readonly formId: string;
  readonly designVersion: string;
  readonly status: "draft" | "submitted" | "not-done";
  readonly enteredBy: string;
  readonly items: Readonly<Record<string, ItemState>>;
  readonly derived: Derived;
  readonly submittedAt: Instant | null;
  readonly submittedBy: string | null;
  /** The version of the stream at which it was submitted first. */
  readonly submittedIn: number | null;
  /** Why it was marked as not done, while it is. */
  readonly notDoneWhy: FreeText | null;
  /** The version of the stream at which anything on it last changed. */
  readonly changedAt: number;
};

/** By form key. */
export type FormsState = Readonly<Record<string, FormState>>;

export const noForms: FormsState = {};

export function evolveForms(state: FormsState, event: Recorded<FormEvent>): FormsState {
  const { formKey } = event.data;
  const form = state[formKey] ?? blankForm(event.data, event.meta);
  return { ...state, [formKey]: evolveForm(form, event) };
}

function evolveForm(form: FormState, event: Recorded<FormEvent>): FormState {
  const { meta } = event;
  switch (event.type) {
    case "ItemsDrafted":
      // What is written after all takes the mark away.
      return {
        ...form,
        ...changed(form, event.data.entries, meta),
        status: "draft",
        notDoneWhy: null,
        enteredBy: event.data.enteredBy,
      };
    case "FormSubmitted": {
      const { entries, derived, enteredBy, designVersion } = event.data;
      return {
        ...form,
        ...changed(form, entries, meta),
        status: "submitted",
        enteredBy,
        designVersion,
        derived,
        submittedAt: meta.recordedAt,
        submittedBy: meta.actor.user,
        submittedIn: form.submittedIn ?? meta.version,
        notDoneWhy: null,
      };
    }
    case "ItemsCorrected":
      return { ...form, ...changed(form, event.data.entries, meta), derived: event.data.derived };
    case "FormMarkedNotDone":
      return { ...form, status: "not-done", notDoneWhy: event.data.why, changedAt: meta.version };
    case "SourceVerified":
      return { ...form, items: verified(form, event.data.paths, meta) };
    default:
      return unreachable(event);
  }
}

type Entry = { readonly path: string; readonly value: ItemValue | null };

function changed(
  form: FormState,
  entries: readonly Entry[],
  meta: EventMeta,
): Pick<FormState, "items" | "changedAt"> {
  const items = { ...form.items };
  for (const { path, value } of entries) {
    items[path] = {
      value,
      changedAt: meta.version,
      changedBy: meta.actor.user,
      changedOn: meta.recordedAt,
      verified: null,
      verifiedBefore: items[path]?.verified ?? items[path]?.verifiedBefore ?? null,
    };
  }
  return { items, changedAt: meta.version };
}

function verified(form: FormState, paths: readonly string[], meta: EventMeta): FormState["items"] {
  const items = { ...form.items };
  for (const path of paths) {
    const item = items[path];
    if (!item) continue;
    const verification = { by: meta.actor.user, at: meta.recordedAt };
    items[path] = { ...item, verified: verification, verifiedBefore: null };
  }
  return items;
}

function blankForm(
  data: { readonly formKey: string; readonly formId?: string; readonly designVersion?: string },
  meta: EventMeta,
): FormState {
  return {
    formKey: data.formKey,
    formId: data.formId ?? "",
    designVersion: data.designVersion ?? "",
    status: "draft",
    enteredBy: "",
    items: {},
    derived: {},
    submittedAt: null,
    submittedBy: null,
    submittedIn: null,
    notDoneWhy: null,
    changedAt: meta.version,
  };
}
