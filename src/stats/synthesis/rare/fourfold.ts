import type { InputIssue } from "#kernel";
import { countIssues } from "../../counts.ts";

/** Two arms of one study: those with and without the event in each. */
export type FourfoldCounts = {
  readonly events1: number;
  readonly others1: number;
  readonly events2: number;
  readonly others2: number;
};

/** Two arms of one study: events and the person-time in which they came, in any unit that all studies share. */
export type PersonTimeCounts = {
  readonly events1: number;
  readonly time1: number;
  readonly events2: number;
  readonly time2: number;
};

/** What is done about cells that are empty. */
export type EmptyCellRule = {
  /** What is added to the counts of a study; 0 where it is not given. */
  readonly add?: number;
  /** To studies with an empty cell, to all, to all if one has an empty cell, or to none. */
  readonly to?: "only0" | "all" | "if0all" | "none";
  /** Whether studies without any event, or with nothing else, are left out before anything is added. */
  readonly leaveOutEmpty?: boolean;
};

/** The tables as the rule makes them; a study that it leaves out is gone. Counts of person-time have `events` alone to add to. */
export function correctedTables<Counts extends FourfoldCounts | PersonTimeCounts>(
  studies: readonly Counts[],
  { add = 0, to = "only0", leaveOutEmpty = false }: EmptyCellRule,
): readonly Counts[] {
  const kept = leaveOutEmpty ? studies.filter(tellsSomething) : studies;
  const anyEmpty = kept.some(hasEmptyCell);
  return kept.map((study) => {
    const added = to === "all" || (to === "only0" && hasEmptyCell(study)) || (to === "if0all" && anyEmpty);
    return added && add > 0 ? enlarged(study, add) : study;
  });
}

export function isFourfold(study: FourfoldCounts | PersonTimeCounts): study is FourfoldCounts {
  return "others1" in study;
}

function tellsSomething(study: FourfoldCounts | PersonTimeCounts): boolean {
  if (study.events1 === 0 && study.events2 === 0) return false;
  return !isFourfold(study) || study.others1 > 0 || study.others2 > 0;
}

function hasEmptyCell(study: FourfoldCounts | PersonTimeCounts): boolean {
  if (study.events1 === 0 || study.events2 === 0) return true;
  return isFourfold(study) && (study.others1 === 0 || study.others2 === 0);
}

function enlarged<Counts extends FourfoldCounts | PersonTimeCounts>(study: Counts, add: number): Counts {
  const counted = Object.entries(study).map(([name, count]): [string, number] => [
    name,
    /^time/.test(name) ? count : count + add,
  ]);
  return Object.fromEntries(counted) as Counts;
}

/** What is wrong with the counts, the time or the rule for empty cells. */
export function studyIssues(studies: readonly (FourfoldCounts | PersonTimeCounts)[]): readonly InputIssue[] {
  return studies.flatMap((study, index) => {
    if (isFourfold(study)) return countIssues(`studies.${index}`, study);
    const { time1, time2, ...events } = study;
    return [
      ...countIssues(`studies.${index}`, events),
      ...timeIssue(`studies.${index}.time1`, time1),
      ...timeIssue(`studies.${index}.time2`, time2),
    ];
  });
}

function timeIssue(path: string, time: number): readonly InputIssue[] {
  if (time > 0 && time < Number.POSITIVE_INFINITY) return [];
  return [{ path, message: `expected a person-time above 0, got ${time}` }];
}

export function ruleIssues(path: string, { add = 0 }: EmptyCellRule): readonly InputIssue[] {
  if (add >= 0 && add < Number.POSITIVE_INFINITY) return [];
  return [{ path: `${path}.add`, message: `expected a number of 0 or more to add, got ${add}` }];
}
