import { failed, ok, type Refusal, type Result, refusal } from "#kernel";
import { type AdverseEventLine, abuseRelatedTerms, viewAdverseEvents } from "#trial";
import type { Scope } from "../ports/event-store.ts";
import type { ParticipantRow } from "../ports/lists.ts";
import { askParticipants } from "./asked-participants.ts";
import { type Asking, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

/** By what the listing is narrowed; what is not named narrows nothing. */
export type AdverseEventFilter = {
  readonly siteId?: string | undefined;
  readonly participantId?: string | undefined;
  readonly severity?: string | undefined;
  readonly valence?: string | undefined;
  readonly specialInterest?: string | undefined;
  readonly serious?: "yes" | "no" | undefined;
};

export type AdverseEventItem = AdverseEventLine & {
  readonly participantId: string;
  readonly number: string | null;
  readonly siteId: string;
  readonly site: string;
  readonly zone: string;
};

export type AdverseEventListing = {
  readonly events: readonly AdverseEventItem[];
  /** Events of sessions could tell the arm: those are kept from this person. */
  readonly isWithoutSessions: boolean;
  /** Those that tell of abuse potential, by their term, the most frequent first. */
  readonly abuseRelated: readonly { readonly term: string; readonly count: number }[];
};

/** Every adverse event of the person's scope, of any valence, the newest onset first. */
export async function listAdverseEvents(
  ports: QueryPorts,
  asking: Asking,
  filter: AdverseEventFilter = {},
): Promise<Result<AdverseEventListing, Refusal>> {
  const scope = scopeFor(asking, "see-adverse-events");
  const rows = await ports.lists.participants(scope);
  if (!(await isReached(ports, scope, rows, filter))) return failed(noSuchPlace());
  const ids = rows
    .filter(({ siteId }) => filter.siteId === undefined || siteId === filter.siteId)
    .map(({ participantId }) => participantId as string)
    .filter((id) => filter.participantId === undefined || id === filter.participantId);
  const records = await askParticipants(ports, asking, ids, "see-adverse-events");
  const viewed = [...records].map(([participantId, { state, ...around }]) => ({
    ...viewAdverseEvents(state, around),
    whose: {
      participantId,
      number: state.enrollment.number,
      siteId: around.siteId,
      site: around.site.name,
      zone: around.site.zone,
    },
  }));
  const events = viewed
    .flatMap(({ lines, whose }) => lines.map((line) => ({ ...line, ...whose })))
    .filter((event) => isWanted(event, filter));
  return ok({
    events: events.sort(byOnset),
    isWithoutSessions: viewed.some(({ isWithoutSessions }) => isWithoutSessions),
    abuseRelated: abuseRelatedTerms(events),
  });
}

/** Whether the site and the participant that are named are there for this person. */
async function isReached(
  { lists }: QueryPorts,
  scope: Scope,
  rows: readonly ParticipantRow[],
  { siteId, participantId }: AdverseEventFilter,
): Promise<boolean> {
  if (participantId !== undefined && !rows.some((row) => row.participantId === participantId)) return false;
  if (siteId === undefined) return true;
  const sites = await lists.sites(scope);
  return sites.some(
    (site) => site.siteId === siteId && (scope.sites === "all" || scope.sites.includes(site.siteId)),
  );
}

function noSuchPlace(): Refusal {
  const message = "There is no such site or participant for you in this study.";
  return refusal("not-found", message, "21 CFR 11.10(d)", { because: "not-found" });
}

function isWanted(
  { severity, valence, specialInterest, serious }: AdverseEventLine,
  wanted: AdverseEventFilter,
): boolean {
  const is = (value: AdverseEventLine["severity"], code: string | undefined): boolean =>
    code === undefined || value?.code === code;
  return (
    is(severity, wanted.severity) &&
    is(valence, wanted.valence) &&
    is(specialInterest, wanted.specialInterest) &&
    (wanted.serious === undefined || (serious === true) === (wanted.serious === "yes"))
  );
}

/** The newest first; those without a day last. */
function byOnset(a: AdverseEventItem, b: AdverseEventItem): number {
  const of = ({ onset }: AdverseEventItem): string => `${onset.day ?? ""} ${onset.time ?? ""}`;
  return of(b).localeCompare(of(a)) || a.formKey.localeCompare(b.formKey, "en", { numeric: true });
}
