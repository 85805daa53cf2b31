import { createContext, type ReactNode, useContext } from "react";
import type { NullFlavor } from "#design";
import type { Conflict, DraftValue } from "./draft/draft.ts";
import type { Around } from "./typed/read-typed.ts";

/** What the page knows of an item beside its value. */
export type ItemMarks = {
  readonly openQueries: number;
  readonly answeredQueries: number;
  /** Who compared it with the source, and when. */
  readonly verification: { readonly by: string; readonly at: string; readonly stands: boolean } | undefined;
  /** On a submitted form: what is on record, where a correction is not recorded yet. */
  readonly recorded: { readonly value: DraftValue } | undefined;
};

/** Something that can be done with one item, in its menu. */
export type ItemAct = { readonly key: string; readonly label: string; readonly run: () => void };

/** A form as its parts are drawn: what may be done with an answer, and what is known beside it. */
export type OpenForm = {
  readonly isReadOnly: boolean;
  /** Large type and one thing at a time, for a participant. */
  readonly isCalm: boolean;
  /** Whether it is shown how much rides on an item: for those who compare with the source. */
  readonly showsCritical: boolean;
  readonly around: Around;
  readonly type: (path: string, value: DraftValue) => void;
  readonly typeUnreadable: (path: string, text: string) => void;
  readonly leaveOut: (path: string, why: NullFlavor) => void;
  readonly addRow: (groupId: string) => void;
  readonly removeRow: (groupId: string, index: number) => void;
  readonly conflictAt: (path: string) => Conflict | undefined;
  readonly choose: (path: string, choice: "mine" | "theirs") => void;
  /** Whether missing answers are pointed at: from the first attempt to submit on. */
  readonly showsMissing: boolean;
  readonly marksOf: (path: string) => ItemMarks | undefined;
  readonly actsOn: (path: string) => readonly ItemAct[];
  readonly openQueriesOf: (path: string) => void;
};

const FormContext = createContext<OpenForm | undefined>(undefined);

export function FormProvider({
  form,
  children,
}: {
  readonly form: OpenForm;
  readonly children: ReactNode;
}): ReactNode {
  return <FormContext value={form}>{children}</FormContext>;
}

/** The open form. Only below a `FormProvider`. */
export function useOpenForm(): OpenForm {
  const form = useContext(FormContext);
  if (!form) throw new Error("This part is not below a form.");
  return form;
}
