import { failed, type InvalidInput, invalidInput, ok, type Result } from "#kernel";
import { armIssues, eventIssue } from "./arm-issues.ts";
import { armsByStudy, type EventArm } from "./arms.ts";
import { byName } from "./network-of-contrasts.ts";

/** The arms of one study, ascending by treatment. */
export type EventStudy = {
  readonly name: string;
  readonly arms: readonly number[];
  readonly events: readonly number[];
  readonly n: readonly number[];
};

export type EventNetwork = {
  readonly treatments: readonly string[];
  readonly studies: readonly EventStudy[];
};

/** Reads arms that count events as a network. Refuses what `contrastsOfEvents` refuses, and counts that are not whole. */
export function networkOfEvents(arms: readonly EventArm[]): Result<EventNetwork, InvalidInput> {
  const issues = [...armIssues(arms, (arm) => eventIssue(arm) ?? wholeIssue(arm))];
  if (arms.length === 0) issues.push({ path: "arms", message: "expected at least two, got none" });
  if (issues.length > 0) return failed(invalidInput(...issues));
  const treatments = [...new Set(arms.map(({ treatment }) => treatment))].sort(byName);
  const studies = [...armsByStudy(arms)].map(([name, own]) => {
    const sorted = own
      .map(({ treatment, events, n }) => ({ arm: treatments.indexOf(treatment), events, n }))
      .sort((a, b) => a.arm - b.arm);
    return {
      name,
      arms: sorted.map(({ arm }) => arm),
      events: sorted.map(({ events }) => events),
      n: sorted.map(({ n }) => n),
    };
  });
  return ok({ treatments, studies });
}

function wholeIssue({ events }: EventArm): string | undefined {
  return Number.isSafeInteger(events) ? undefined : `expected a whole number of events, got ${events}`;
}
