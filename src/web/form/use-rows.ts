import { useState } from "react";
import { entriesOf } from "./draft/draft.ts";
import type { KeptForm } from "./draft/use-draft-keeper.ts";
import { nextRow } from "./model/form-model.ts";

/** The rows of repeating groups that were added and have nothing in them yet; how to add a row, and to remove one. */
export type FormRows = {
  readonly addedRows: Readonly<Record<string, readonly number[]>>;
  readonly addRow: (groupId: string) => void;
  readonly removeRow: (groupId: string, index: number) => void;
};

export function useRows({ keeper, state: { draft } }: KeptForm): FormRows {
  const [addedRows, setAddedRows] = useState<FormRows["addedRows"]>({});
  return {
    addedRows,
    addRow: (groupId) => {
      const added = addedRows[groupId] ?? [];
      const next = Math.max(nextRow(draft, groupId), Math.max(-1, ...added) + 1);
      setAddedRows({ ...addedRows, [groupId]: [...added, next] });
    },
    removeRow: (groupId, index) => {
      const start = `${groupId}.${index}.`;
      const written = [...entriesOf(draft).map(({ path }) => path), ...Object.keys(draft.unreadable)];
      for (const path of new Set(written)) if (path.startsWith(start)) keeper.type(path, null);
      const added = addedRows[groupId] ?? [];
      setAddedRows({ ...addedRows, [groupId]: added.filter((row) => row !== index) });
    },
  };
}
