import type { Instant } from "#kernel";
import { firstDose, type GridPointStanding, gridOf, type SessionFacts } from "#trial";

type What = "vitals" | "probes";

/** The point for which a measurement of this moment is: the one that is due or late, or before the dose the one before it. */
export function pointToMeasure(facts: SessionFacts, at: Instant, what: What): GridPointStanding | undefined {
  const grid = gridOf(facts, at);
  const isDosed = firstDose(facts.session, "initial") !== undefined;
  if (!isDosed) return grid.find(({ point, ...standing }) => point.at < 0 && standing[what] === "upcoming");
  return (
    grid.findLast((standing) => standing[what] === "due") ??
    grid.findLast((standing) => standing[what] === "overdue")
  );
}

/** The points that a measurement can be said to be for, the present one among them. */
export function pointsToChoose(facts: SessionFacts, at: Instant, what: What): readonly GridPointStanding[] {
  const open = ["due", "overdue", "missed", "upcoming"];
  const grid = gridOf(facts, at).filter((standing) => open.includes(standing[what] ?? ""));
  const upcoming = grid.findIndex((standing) => standing[what] === "upcoming");
  // Of what is still to come, only the next: nobody measures for the one after it.
  return upcoming < 0 ? grid : grid.slice(0, upcoming + 1);
}
