import type { CompiledDesign } from "#design";
import { type InvalidInput, ok, type Result } from "#kernel";
import { type BlindingReport, blindingReport, dontKnow, type Estimate, type Guess } from "#stats";
import { type ArmGuessRead, guessesOf } from "#trial";
import type { Cell, ReportTable } from "./report-table.ts";
import type { ParticipantData, StudyData } from "./study-data.ts";

/** A guess that was asked for, and the arm that it is about. */
type GuessOfArm = { readonly read: ArmGuessRead; readonly arm: string };

/** How well the blind held at each occasion: guesses by arm and by who guessed, with the indices of Bang and of James. */
export function blindingTables(
  data: StudyData,
  arms: ReadonlyMap<string, string>,
  level: number | undefined,
): Result<readonly ReportTable[], InvalidInput> {
  const guesses = guessesByArm(data, arms);
  const occasions = inOrder(data.design, [...new Set(guesses.map(({ read }) => read.occasion))]);
  const rows: Rows = { guesses: [], james: [], missing: [] };
  for (const occasion of occasions) {
    const asked = guesses.filter(({ read }) => read.occasion === occasion);
    const report = blindingReport(asked.map(guessOf), [...data.design.arms.keys()], level ? { level } : {});
    if (!report.ok) return report;
    addRows(rows, report.value, occasionName(data.design, occasion), data.design);
  }
  return ok([
    { id: "guesses", columns: guessColumns, rows: rows.guesses },
    { id: "james", columns: ["role", "occasion", "n", ...interval("james"), "notes"], rows: rows.james },
    { id: "missing", columns: ["role", "occasion", "arm", "reason", "count"], rows: rows.missing },
  ]);
}

function guessesByArm({ participants, designs }: StudyData, arms: ReadonlyMap<string, string>) {
  return participants.flatMap((participant): readonly GuessOfArm[] => {
    const arm = arms.get(participant.id);
    if (arm === undefined) return [];
    return readGuesses(participant, designs).map((read) => ({ read, arm }));
  });
}

export function readGuesses(
  { state, design, zone }: ParticipantData,
  designs: StudyData["designs"],
): readonly ArmGuessRead[] {
  return guessesOf(state, { design, designs, zone });
}

function guessOf({ read, arm }: GuessOfArm): Guess {
  const role = read.guesser;
  if (read.standing === "missing") return { role, arm, missing: read.reason };
  if (read.standing === "outstanding") return { role, arm, missing: "outstanding" };
  const sure = read.certainty === null ? {} : { certainty: read.certainty };
  return { role, arm, guess: read.guess ?? dontKnow, ...sure };
}

type Rows = { readonly [table in "guesses" | "james" | "missing"]: Cell[][] };

const interval = (id: string): readonly string[] => [id, `${id}-lower`, `${id}-upper`];
const guessColumns = [
  ...["role", "occasion", "arm", "n", "correct", "incorrect", "dont-know", "missing"],
  ...["correct-share", ...interval("bang"), ...interval("bang-certainty"), "bang-at-random", "notes"],
];

function addRows(rows: Rows, { roles }: BlindingReport, occasion: string, { arms }: CompiledDesign): void {
  for (const { role, james, arms: byArm } of roles) {
    rows.james.push([role, occasion, james.n, ...withInterval(james), notesOn(james)]);
    for (const one of byArm) {
      const arm = arms.get(one.arm)?.name ?? one.arm;
      rows.guesses.push([
        ...[role, occasion, arm, one.n, one.correct, one.incorrect, one.dontKnow, one.missing],
        one.correctShare.estimate,
        ...withInterval(one.bang),
        ...withInterval(one.bangWithCertainty),
        one.bangAtRandom,
        notesOn(one.bang),
      ]);
      for (const { reason, count } of one.missingByReason)
        rows.missing.push([role, occasion, arm, reason, count]);
    }
  }
}

export function withInterval(estimate: Estimate | null): readonly Cell[] {
  return [estimate?.estimate ?? null, estimate?.interval?.lower ?? null, estimate?.interval?.upper ?? null];
}

/** Why to read a number with care, in codes. */
export function notesOn({ warnings }: Estimate): string {
  return warnings.map(({ code }) => code).join(" ");
}

/** In the order in which the design lists its encounters. */
export function inOrder({ encounters }: CompiledDesign, occasions: readonly string[]): readonly string[] {
  const order = [...encounters.keys()];
  return [...occasions].sort((a, b) => order.indexOf(a) - order.indexOf(b));
}

export function occasionName({ encounters }: CompiledDesign, occasion: string): string {
  return encounters.get(occasion)?.name ?? occasion;
}
