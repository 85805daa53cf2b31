import type { SessionFacts } from "#trial";

export const roomViews = ["gate", "console", "discharge", "night", "record", "paper"] as const;
export type RoomView = (typeof roomViews)[number];

/** The parts of a session that there are for somebody: the rest neither exists in the plan nor is theirs. */
export function viewsOf({ session, pack }: SessionFacts, isPartial: boolean): readonly RoomView[] {
  const hasDose = pack.plan.kind === "dosing";
  const isNight = session.ended?.ending === "overnight";
  return roomViews.filter((view) => {
    if (view === "gate") return hasDose;
    if (view === "night") return isNight && !isPartial;
    if (isPartial) return view === "record";
    return view !== "discharge" || !session.ended || isNight;
  });
}

/** Where the session is: what is shown first. */
export function presentView(facts: SessionFacts, isPartial: boolean): RoomView {
  const { session, pack } = facts;
  if (isPartial) return "record";
  if (session.ended) return session.ended.ending === "overnight" && !session.releasedAt ? "night" : "record";
  return session.status === "dosed" || pack.plan.kind !== "dosing" ? "console" : "gate";
}
