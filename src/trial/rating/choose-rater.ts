import { type Instant, millisecondsOf } from "#kernel";
import type { AvailableRater, Facts } from "../command.ts";

/** For how long an interview keeps a rater from another. */
const interviewMilliseconds = 2 * 60 * 60 * 1_000;

type Wanted = { readonly language: string; readonly startsAt: Instant; readonly visitId: string };

/**
 * The rater of the visit, where it has one already. Else one who is free then, speaks the language and was assigned this
 * participant least often; among those, by chance.
 * @param randomId decides among equals
 */
export function chooseRater(
  { raters, participant }: Pick<Facts, "raters" | "participant">,
  { language, startsAt, visitId }: Wanted,
  randomId: string,
): AvailableRater | undefined {
  const requests = Object.values(participant.ratings);
  const sameVisit = requests.find((one) => one.visitId === visitId && one.status !== "canceled");
  const own = raters.find(({ user }) => user === sameVisit?.rater);
  if (own) return own;
  const timesMet = (user: string): number => requests.filter(({ rater }) => rater === user).length;
  const able = raters.filter((rater) => speaks(rater, language) && isFree(rater, startsAt));
  const fewest = Math.min(...able.map(({ user }) => timesMet(user)));
  const candidates = able
    .filter(({ user }) => timesMet(user) === fewest)
    .sort((a, b) => (a.user < b.user ? -1 : 1));
  return candidates[Number.parseInt(randomId.replaceAll("-", "").slice(-8), 16) % candidates.length];
}

function speaks({ languages }: AvailableRater, language: string): boolean {
  return languages.length === 0 || languages.includes(language);
}

function isFree({ startsAt }: AvailableRater, wanted: Instant): boolean {
  return startsAt.every(
    (taken) => Math.abs(millisecondsOf(taken) - millisecondsOf(wanted)) >= interviewMilliseconds,
  );
}
