import {
  type CalendarDate,
  failed,
  type Instant,
  millisecondsOf,
  ok,
  type Refusal,
  type Result,
  refusal,
} from "#kernel";
import type { AvailableRater, Facts } from "../command.ts";
import { certificateFor, isCertified } from "./certificate.ts";
import { barred, keptAway, type ToAssign, timesMet } from "./rotation.ts";

/** For how long an interview keeps a rater from another. */
const interviewMilliseconds = 2 * 60 * 60 * 1_000;

const cites = "FDA guidance on psychedelic drugs, July 2026, p. 9; protocol, independent raters";

type Known = Pick<Facts, "raters" | "participant">;
export type Wanted = ToAssign & {
  readonly language: string;
  readonly formId: string;
  readonly formKey: string;
};

/** Who rates, and which rules of the protocol the rater coordinator's choice of them breaks. */
export type Chosen = { readonly rater: AvailableRater; readonly broken: readonly string[] };

/**
 * Whom the rater coordinator chose; else the rater of the visit, where it has one already; else, by chance, one of those who speak the
 * language, hold the certificate, are free and may meet the participant, and have met them least often.
 * @param randomId decides among equals
 */
export function chooseRater(known: Known, wanted: Wanted, randomId: string): Result<Chosen, Refusal> {
  const { raters, participant } = known;
  const picked = participant.chosenRaters[wanted.formKey];
  const byCoordinator = raters.find(({ user }) => user === picked);
  if (byCoordinator) return ok({ rater: byCoordinator, broken: rulesBrokenBy(known, wanted, byCoordinator) });
  const able = raters.filter((rater) => speaks(rater, wanted.language));
  const certified = able.filter((rater) => holdsCertificate(rater, wanted));
  const apart = barred(participant);
  const own = certified.find(({ user }) => user === raterOfVisit(known, wanted) && !apart.has(user));
  if (own) return ok({ rater: own, broken: [] });
  const away = keptAway(participant, wanted);
  const allowed = certified.filter(({ user }) => !away.has(user) && !apart.has(user));
  const free = allowed.filter((rater) => isFree(rater, wanted.startsAt));
  const rater = oneOf(leastMet(known, free), randomId);
  return rater ? ok({ rater, broken: [] }) : failed(noRater({ able, certified, allowed }, wanted));
}

/** Which rules of the protocol somebody's choice breaks. */
function rulesBrokenBy({ participant }: Known, wanted: Wanted, rater: AvailableRater): readonly string[] {
  const isOwn = raterOfVisit({ participant }, wanted) === rater.user;
  const isAway = !isOwn && keptAway(participant, wanted).has(rater.user);
  return [
    ...(holdsCertificate(rater, wanted) ? [] : ["rater-certificate"]),
    // Whether somebody met the participant or learned something of them looks the same: a site reads of it.
    ...(isAway || barred(participant).has(rater.user) ? ["rater-rotation"] : []),
  ];
}

/** One of those who have met the participant least often, by chance. */
function leastMet({ participant }: Known, free: readonly AvailableRater[]): readonly AvailableRater[] {
  const fewest = Math.min(...free.map(({ user }) => timesMet(participant, user)));
  return free
    .filter(({ user }) => timesMet(participant, user) === fewest)
    .sort((a, b) => (a.user < b.user ? -1 : 1));
}

export function oneOf<Value>(values: readonly Value[], randomId: string): Value | undefined {
  return values[Number.parseInt(randomId.replaceAll("-", "").slice(-8), 16) % values.length];
}

function raterOfVisit({ participant }: Pick<Known, "participant">, { visit }: Wanted): string | undefined {
  const sameVisit = Object.values(participant.ratings).findLast(
    ({ visitId, status }) => visitId === visit.visitId && status !== "canceled" && status !== "returned",
  );
  return sameVisit?.rater;
}

export function speaks({ languages }: AvailableRater, language: string): boolean {
  return languages.length === 0 || languages.includes(language);
}

function holdsCertificate({ credentials }: AvailableRater, { design, formId, startsAt }: Wanted): boolean {
  return isCertified(credentials, certificateFor(design, formId), startsAt.slice(0, 10) as CalendarDate);
}

function isFree({ startsAt }: AvailableRater, wanted: Instant): boolean {
  return startsAt.every(
    (taken) => Math.abs(millisecondsOf(taken) - millisecondsOf(wanted)) >= interviewMilliseconds,
  );
}

type Narrowed = Readonly<Record<"able" | "certified" | "allowed", readonly AvailableRater[]>>;

/** The first of the reasons that leaves nobody. It names no rater, and not why one may not meet the participant. */
function noRater({ able, certified, allowed }: Narrowed, { language, design, formId }: Wanted): Refusal {
  const [why, path] =
    able.length === 0
      ? [`none of the pool rates in ${language}`, "data.language"]
      : certified.length === 0
        ? [
            `none holds the certificate “${certificateFor(design, formId)?.name}” on that day`,
            "data.startsAt",
          ]
        : allowed.length === 0
          ? ["all who could rate have met this participant", "data.startsAt"]
          : ["none is free at that time; choose another", "data.startsAt"];
  const message = `No independent rater can be assigned: ${why}. The rater coordinator may choose one, with a reason.`;
  return refusal("no-rater", message, cites, { path });
}
