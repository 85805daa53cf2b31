import type { StreamId } from "#ledger";

/** The streams of a study's ledger. */
export const studyStream = (id: string): StreamId => `study:${id}`;
export const siteStream = (id: string): StreamId => `site:${id}`;
export const staffStream = (user: string): StreamId => `staff:${user}`;
export const participantStream = (id: string): StreamId => `participant:${id}`;
/** Of a schema and behind a login of their own. */
export const allocationStream: StreamId = "sealed:allocation";
/** The words of an unblinding, or an unblinding for safety reporting: no site reaches it. */
export const unblindingStream = (id: string): StreamId => `unblinding:${id}`;
/** What is in the kits, behind the seal. */
export const kitMapStream: StreamId = "sealed:kits";
/** The kits of a site, by their codes. */
export const stockStream = (siteId: string): StreamId => `stock:${siteId}`;
/** Who reviewed a recording and what they found: no site reaches it. */
export const reviewStream = (recordingId: string): StreamId => `review:${recordingId}`;
/** A confidential report: no site reaches it. */
export const incidentStream = (id: string): StreamId => `incident:${id}`;
/** One session of the treatment, minute by minute. */
export const sessionStream = (id: string): StreamId => `session:${id}`;
export const ratingStream = (handle: string): StreamId => `rating:${handle}`;
