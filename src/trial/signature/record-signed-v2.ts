import type { Upcaster } from "../event.ts";

/** Until then nobody signed with a key of their device; the methods of that time are methods still. */
export const recordSignedV2: Upcaster = {
  type: "RecordSigned",
  fromVersion: 2,
  upcast: (data) => data,
};
