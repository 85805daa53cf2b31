import type { NullFlavor } from "#design";
import type { KeptForm } from "./draft/use-draft-keeper.ts";
import type { OpenForm } from "./form-context.tsx";
import type { FormRows } from "./use-rows.ts";

/** A form over its draft, with nothing known beside the answers; a page adds what it knows. */
export function openForm(
  { keeper, state }: KeptForm,
  { addRow, removeRow }: FormRows,
  page: Pick<OpenForm, "around" | "isReadOnly"> & Partial<OpenForm>,
): OpenForm {
  return {
    isCalm: false,
    showsCritical: false,
    showsMissing: false,
    type: keeper.type,
    typeUnreadable: keeper.typeUnreadable,
    leaveOut: (path: string, nullFlavor: NullFlavor) => keeper.type(path, { nullFlavor }),
    addRow,
    removeRow,
    conflictAt: (path) => state.draft.conflicts[path],
    choose: keeper.choose,
    marksOf: () => undefined,
    actsOn: () => [],
    openQueriesOf: () => {},
    ...page,
    isReadOnly: page.isReadOnly || state.standing === "locked",
  };
}
