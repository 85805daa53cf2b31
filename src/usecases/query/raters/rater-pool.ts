import { type CompiledDesign, numberOf, type RaterCertificate, visitName } from "#design";
import { addDays, type CalendarDate } from "#kernel";
import {
  type AvailableRater,
  certificatesOf,
  isSampled,
  type RatingRequest,
  secondRatingOf,
  staffStream,
} from "#trial";
import { loadFacts } from "../../command/facts.ts";
import { foldings } from "../../ledger/foldings.ts";
import { type Asking, namesOfUsers } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import { type RatedParticipant, ratedParticipants } from "./rated-participants.ts";

/** A certificate that some form asks for, as a rater holds it. */
export type HeldCertificate = {
  readonly name: string;
  readonly kind: string;
  readonly validFrom: string | null;
  readonly validUntil: string | null;
  readonly state: "valid" | "ending" | "ended" | "absent";
};

export type PooledRater = {
  readonly userId: string;
  readonly name: string;
  /** None: any. */
  readonly languages: readonly string[];
  readonly certificates: readonly HeldCertificate[];
  /** When their open assessments begin. */
  readonly open: readonly string[];
};

/** A rating that is in, as the rater coordinator may have its recording rated again. No score is told. */
export type Recording = {
  readonly participantId: string;
  readonly number: string | null;
  readonly handle: string;
  readonly visit: string;
  readonly startsAt: string | null;
  readonly rater: string;
  readonly isSampled: boolean;
  readonly second: "none" | "requested" | "received";
};

/** An assessment that nobody was asked for yet. */
export type Unassigned = {
  readonly participantId: string;
  readonly number: string | null;
  readonly formKey: string;
  readonly form: string;
  readonly visit: string;
  readonly chosen: string | null;
};

export type RaterPool = {
  readonly certificates: readonly RaterCertificate[];
  readonly raters: readonly PooledRater[];
  readonly unassigned: readonly Unassigned[];
  readonly recordings: readonly Recording[];
};

/** The pool of independent raters, and what waits to be given out. */
export async function seeRaterPool(ports: QueryPorts, asking: Asking): Promise<RaterPool> {
  const { study } = asking;
  const scope = { study, sites: "all" as const };
  const { facts } = await loadFacts(ports, scope, "study", study, {});
  const { design } = facts;
  const nameOf = await namesOfUsers(ports);
  const raters = await pooledRaters(ports, asking, design, nameOf);
  const rated = await ratedParticipants(ports, study);
  const recordings = rated.flatMap((one) => recordingsOf(one, facts.designs, nameOf));
  const tasks = (await ports.lists.tasks(scope)).filter(({ kind }) => kind === "rating-to-request");
  const chosen = new Map(rated.map(({ state }) => [state.id as string, state.chosenRaters]));
  return {
    certificates: design?.design.independentRating?.certificates ?? [],
    raters,
    recordings: recordings.sort((a, b) => String(b.startsAt).localeCompare(String(a.startsAt))),
    unassigned: tasks.map(({ participantId, number, subject }) => {
      const { formKey = "", form = "", visit = "" } = subject;
      const user = chosen.get(participantId ?? "")?.[formKey];
      return {
        participantId: participantId ?? "",
        number,
        formKey,
        form,
        visit,
        chosen: user ? nameOf(user) : null,
      };
    }),
  };
}

/** Those who have the role today, with their papers. */
export async function pooledRaters(
  ports: QueryPorts,
  { study }: Asking,
  design: CompiledDesign | undefined,
  nameOf: (user: string) => string,
): Promise<readonly PooledRater[]> {
  const today = ports.clock.now().slice(0, 10) as CalendarDate;
  const booked = await ports.ratings.raters(study, today);
  const toLoad = booked.map(({ user }) => ({ stream: staffStream(user), folding: foldings.staff }));
  const loaded = (await ports.states.load({ study, sites: "all" }, ...toLoad)) as readonly {
    readonly state: Pick<AvailableRater, "languages" | "credentials">;
  }[];
  const wanted = wantedCertificates(design);
  const notice = design && numberOf(design.parameters, design.design.independentRating?.certificateNotice);
  return booked
    .map(({ user, startsAt }, index) => {
      const { languages = [], credentials = [] } = loaded[index]?.state ?? {};
      const rater = { credentials };
      return {
        userId: user,
        name: nameOf(user),
        languages,
        certificates: wanted.map((one) => heldBy(rater, one, today, notice ?? 0)),
        open: startsAt,
      };
    })
    .sort((a, b) => a.name.localeCompare(b.name));
}

/** Each certificate once, whatever forms ask for it. */
function wantedCertificates(design: CompiledDesign | undefined): readonly RaterCertificate[] {
  const all = design?.design.independentRating?.certificates ?? [];
  return all.filter(
    ({ kind, name }, at) => all.findIndex((one) => one.kind === kind && one.name === name) === at,
  );
}

/** The one that ends last. */
function heldBy(
  { credentials }: Pick<AvailableRater, "credentials">,
  wanted: RaterCertificate,
  today: CalendarDate,
  notice: number,
): HeldCertificate {
  const { kind, name } = wanted;
  const held = certificatesOf(credentials, wanted);
  const last = [...held].sort((a, b) => ((a.validUntil ?? "9") < (b.validUntil ?? "9") ? -1 : 1)).at(-1);
  if (!last) return { kind, name, validFrom: null, validUntil: null, state: "absent" };
  const { validFrom, validUntil = null } = last;
  const isEnding = validUntil !== null && validUntil <= addDays(today, notice);
  const state = validUntil !== null && validUntil < today ? "ended" : isEnding ? "ending" : "valid";
  return { kind, name, validFrom, validUntil, state };
}

function recordingsOf(
  { row, state }: RatedParticipant,
  designs: (version: string) => CompiledDesign | undefined,
  nameOf: (user: string) => string,
): readonly Recording[] {
  const design = designs(row.designVersion);
  const formId = design?.design.independentRating?.secondRating?.formId;
  if (!design || formId === undefined) return [];
  return Object.values(state.ratings)
    .filter((request) => request.status === "received" && request.formId === formId)
    .map((request): Recording => {
      const second = secondRatingOf(state, request.handle);
      return {
        participantId: row.participantId,
        number: row.number,
        handle: request.handle,
        visit: visitOfRating(state, request, design),
        startsAt: request.startsAt ?? null,
        rater: nameOf(request.rater),
        isSampled: isSampled(design, request),
        second: second === undefined ? "none" : second.status === "received" ? "received" : "requested",
      };
    });
}

export function visitOfRating(
  state: RatedParticipant["state"],
  { visitId }: Pick<RatingRequest, "visitId">,
  design: CompiledDesign,
): string {
  const visit = state.visits.visits[visitId];
  return visit ? visitName(design, visit.encounterId, visit.instanceId) : visitId;
}
