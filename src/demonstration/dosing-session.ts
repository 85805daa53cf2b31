import type { CompiledDesign, Form } from "#design";
import type { SeededRandom } from "#kernel";

/** Minutes from the beginning of the visit to the initial dose. */
export const untilDose = 90;

/** A point of the session's grid: how it is called, and its minute from the initial dose. */
export type GridPoint = { readonly timePoint: string; readonly minute: number };

/** A form of a dosing day, or one filling of it: when it is handed in, in minutes from the initial dose. */
export type SessionForm = { readonly form: Form; readonly minute: number; readonly point?: GridPoint };

/** How the day of a dose goes: whether a supplemental dose is given is decided in it, by the participant's wish. */
export type SessionPlan = { readonly isSupplemented: boolean; readonly forms: readonly SessionForm[] };

const beforeSupplemental: readonly GridPoint[] = [
  { timePoint: "baseline", minute: -15 },
  { timePoint: "after-initial", minute: 30 },
  { timePoint: "after-initial", minute: 60 },
  { timePoint: "after-initial", minute: 90 },
  { timePoint: "pre-supplemental", minute: 97 },
];
const afterSupplemental: readonly GridPoint[] = [
  { timePoint: "after-supplemental", minute: 135 },
  { timePoint: "after-supplemental", minute: 165 },
  { timePoint: "after-supplemental", minute: 195 },
  { timePoint: "after-supplemental", minute: 225 },
];
const hourly: readonly GridPoint[] = [285, 345, 405, 465].map((minute) => ({ timePoint: "hourly", minute }));
const hourlyFromDose: readonly GridPoint[] = [120, 180, 240, 300, 360, 420, 480].map((minute) => ({
  timePoint: "hourly",
  minute,
}));

const gridForms = ["session-vital-signs", "session-observation"];

const minuteOf: Readonly<Record<string, number>> = {
  "breath-alcohol": -86,
  "urine-drug-screen": -80,
  "pregnancy-test": -76,
  "vital-signs": -58,
  cssrs: -52,
  "safety-review": -46,
  "dosing-day-check": -30,
  "supplemental-decision": 104,
  "cssrs-session-end": 500,
  "discharge-readiness": 524,
  "session-effects": 532,
  "fluid-intake": 540,
  // The next morning, when the participant has been driven home or is about to be.
  "dosing-session-record": 1_335,
};

/** The forms of a dosing day in the order in which they are filled, and when. */
export function sessionPlan(
  design: CompiledDesign,
  forms: readonly Form[],
  random: SeededRandom,
): SessionPlan {
  const isSupplemented = random.next() < 0.9;
  const grid = [
    ...beforeSupplemental,
    ...(isSupplemented ? [...afterSupplemental, ...hourly] : hourlyFromDose),
  ];
  const planned = forms.flatMap((form): readonly SessionForm[] => {
    if (gridForms.includes(form.id)) {
      const after = 2 + gridForms.indexOf(form.id) * 2;
      return grid.map((point) => ({ form, point, minute: point.minute + after }));
    }
    const minute = minuteOf[form.id];
    if (minute === undefined)
      throw new Error(`${form.id} of protocol ${design.design.version} has no time in the dosing day.`);
    return [{ form, minute }];
  });
  return { isSupplemented, forms: planned.sort((a, b) => a.minute - b.minute) };
}
