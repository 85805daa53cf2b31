import type { Upcaster } from "../event.ts";

type V1 = { readonly statement: { readonly restoredAt: string } };

/** At first a restore did not say when its backup was taken: then nothing is known of an earlier moment than that of the restore. */
export const ledgerRestoredV1: Upcaster = {
  type: "LedgerRestored",
  fromVersion: 1,
  upcast: (data) => {
    const { statement, ...rest } = data as V1;
    return { ...rest, statement: { ...statement, backupTakenAt: statement.restoredAt } };
  },
};
