import type { SiteId } from "#kernel";
import type { StreamId } from "#ledger";
import { type ParticipantState, type SessionState, type StaffState, sitesOf } from "#trial";
import { streamKind } from "../ledger/foldings.ts";

// Only raters, who work for the whole study, ever see a rating: no site bears this name.
const raters = ["raters" as SiteId];
// Nor does any site see the words of an unblinding.
export const unblinded = ["unblinded" as SiteId];
// Nor a confidential report, nor what reviewers of recordings do.
export const outsideSites = ["outside-sites" as SiteId];
const noSiteYet = ["no-site-yet" as SiteId];

/**
 * The sites that may see a stream, past and present ones of a participant; undefined: the whole study. A site's own stream is its
 * own, and somebody's part in the study is that of the sites where they have, or had, a role.
 */
export function sitesOfStream(stream: StreamId, state: unknown): readonly SiteId[] | undefined {
  switch (streamKind(stream)) {
    case "participant":
      return sitesOf(state as ParticipantState);
    case "site":
      return [stream.slice("site:".length) as SiteId];
    case "stock":
      return [stream.slice("stock:".length) as SiteId];
    case "staff":
      return sitesOfMember(state as StaffState);
    case "session":
      return sitesOfSession(state as SessionState);
    case "rating":
      return raters;
    case "unblinding":
      return unblinded;
    case "review":
    case "incident":
      return outsideSites;
    default:
      return undefined;
  }
}

function sitesOfSession({ opened }: SessionState): readonly SiteId[] {
  return opened ? [opened.siteId] : noSiteYet;
}

/** No site's while they have no role; every site's once they work for the whole study. */
function sitesOfMember({ grants }: StaffState): readonly SiteId[] {
  if (grants.some(({ siteId }) => siteId === undefined)) return [];
  const sites = grants.flatMap(({ siteId }) => siteId ?? []);
  return sites.length === 0 ? noSiteYet : [...new Set(sites)];
}
