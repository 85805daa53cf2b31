import type { Upcaster } from "../event.ts";

/** At first a request did not hold when the rater comes and in which language; those of that time leave it open. */
export const ratingRequestedV1: Upcaster = {
  type: "RatingRequested",
  fromVersion: 1,
  upcast: (data) => data,
};
