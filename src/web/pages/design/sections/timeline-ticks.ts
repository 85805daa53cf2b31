/** Where to mark the axis, in minutes, and in which unit to write the marks. */
export type Ticks = { readonly at: readonly number[]; readonly unit: "minutes" | "hours" | "days" };

const steps: readonly (readonly [step: number, unit: Ticks["unit"]])[] = [
  [1, "minutes"],
  [5, "minutes"],
  [15, "minutes"],
  [30, "minutes"],
  [60, "hours"],
  [120, "hours"],
  [360, "hours"],
  [1_440, "days"],
  [10_080, "days"],
  [40_320, "days"],
];
const mostTicks = 12;

/** Round marks, few enough to read. */
export function ticksOf(from: number, to: number): Ticks {
  const [step, unit] = steps.find(([one]) => (to - from) / one <= mostTicks) ?? [40_320 * 3, "days" as const];
  const at: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick <= to; tick += step) at.push(tick);
  return { at, unit };
}
