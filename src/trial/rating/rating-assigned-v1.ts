import type { Upcaster } from "../event.ts";

/** At first an assignment did not say how the interview is held; those of that time leave it open. */
export const ratingAssignedV1: Upcaster = {
  type: "RatingAssigned",
  fromVersion: 1,
  upcast: (data) => data,
};
