import type { SiteId } from "#kernel";
import type { StreamId } from "#ledger";
import { type ParticipantState, sitesOf } from "#trial";
import { streamKind } from "../ledger/foldings.ts";

// Only raters, who work for the whole study, ever see a rating: no site bears this name.
const raters = ["raters" as SiteId];

/** The sites that may see a stream, past and present ones of a participant; undefined: the whole study. */
export function sitesOfStream(stream: StreamId, state: unknown): readonly SiteId[] | undefined {
  switch (streamKind(stream)) {
    case "participant":
      return sitesOf(state as ParticipantState);
    case "rating":
      return raters;
    default:
      return undefined;
  }
}
