import { type CalendarDate, type ParticipantId, unreachable, type ZoneId } from "#kernel";
import { type EnvelopesState, noEnvelopes } from "../blinding/envelopes.ts";
import type { EventsOf, Recorded } from "../event.ts";
import type { SessionContact } from "../session/events.ts";
import type { siteEvents } from "./events.ts";

type SiteEvent = EventsOf<typeof siteEvents>;
type DataOf<Type extends SiteEvent["type"]> = Extract<SiteEvent, { type: Type }>["data"];

export type ApprovedDesign = DataOf<"DesignVersionApproved">;
export type ApprovedConsent = DataOf<"ConsentVersionApproved">;

export type SiteState = {
  readonly open: boolean;
  readonly number: string;
  readonly name: string;
  readonly country: string;
  readonly zone: ZoneId;
  readonly languages: readonly string[];
  readonly designs: readonly ApprovedDesign[];
  readonly consents: readonly ApprovedConsent[];
  /** Screening numbers in the order in which they were issued; none is skipped or used twice. */
  readonly issued: readonly { readonly number: string; readonly participantId: ParticipantId }[];
  /** Sealed sheets that hold arms outside the server, by their serial numbers. */
  readonly envelopes: EnvelopesState;
  /** The numbers to dial from the session room. */
  readonly sessionContacts: readonly SessionContact[];
};

export const noSite: SiteState = {
  open: false,
  number: "",
  name: "",
  country: "",
  zone: "UTC" as ZoneId,
  languages: [],
  designs: [],
  consents: [],
  issued: [],
  envelopes: noEnvelopes,
  sessionContacts: [],
};

export function evolveSite(state: SiteState, event: Recorded<SiteEvent>): SiteState {
  switch (event.type) {
    case "SiteOpened":
      return { ...state, ...event.data, open: true };
    case "DesignVersionApproved":
      return { ...state, designs: [...state.designs, event.data] };
    case "ConsentVersionApproved":
      return { ...state, consents: [...state.consents, event.data] };
    case "ScreeningNumberIssued": {
      const issued = { number: event.data.number, participantId: event.data.participantId };
      return { ...state, issued: [...state.issued, issued] };
    }
    default:
      return unreachable(event);
  }
}

/** The version of the protocol under which the site takes in participants on that day; the newest in effect. */
export function designVersionInEffect(site: SiteState, on: CalendarDate): string | undefined {
  return newestInEffect(site.designs, on)?.version;
}

/** The version of a consent document, in a language, that the site uses on that day. */
export function consentVersionInEffect(
  site: SiteState,
  documentId: string,
  language: string,
  on: CalendarDate,
): ApprovedConsent | undefined {
  return newestInEffect(consentApprovals(site, documentId, language), on);
}

/** The approvals of a consent document in a language, one for each version: what was recorded last counts. */
export function consentApprovals(
  { consents }: SiteState,
  documentId: string,
  language: string,
): readonly ApprovedConsent[] {
  const last = new Map<string, ApprovedConsent>();
  for (const approved of consents) {
    if (approved.documentId !== documentId || approved.language !== language) continue;
    last.delete(approved.version);
    last.set(approved.version, approved);
  }
  return [...last.values()];
}

function newestInEffect<Approved extends { readonly effectiveFrom: string }>(
  approvals: readonly Approved[],
  on: CalendarDate,
): Approved | undefined {
  return approvals
    .filter(({ effectiveFrom }) => effectiveFrom <= on)
    .reduce<Approved | undefined>(
      (newest, approved) => (!newest || approved.effectiveFrom >= newest.effectiveFrom ? approved : newest),
      undefined,
    );
}
