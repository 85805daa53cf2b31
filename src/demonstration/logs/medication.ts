import type { CalendarDate } from "#kernel";
import { type Answers, written } from "../answers/answering.ts";
import type { Medicine, Person } from "../person.ts";

/** All that somebody takes when they consent: what they taper for the study, and what goes on. */
export function medicationsAtConsent(
  { medicine, conditions, medicines }: Person,
  year: number,
): readonly Answers[] {
  const tapered: readonly Answers[] = medicine
    ? [
        {
          name: written(medicine.drug === "sertraline" ? "Sertraline" : "Escitalopram"),
          drug: medicine.drug,
          "prohibited-class": "ssri",
          reason: written("PTSD"),
          "for-study-effect": false,
          dose: medicine.milligrams,
          "dose-unit": written("mg"),
          route: "oral",
          frequency: "qd",
          started: `${year - 2}-03`,
          ongoing: true,
        },
      ]
    : [];
  const lasting = conditions.flatMap(({ medicine: taken, years }) =>
    taken ? [lastingMedication(taken, String(year - years + 1))] : [],
  );
  return [...tapered, ...lasting, ...medicines.map((taken) => lastingMedication(taken, `${year - 1}-05`))];
}

function lastingMedication({ name, dose, unit, frequency, reason }: Medicine, started: string): Answers {
  return {
    ...plainMedication(name, reason, false),
    dose,
    "dose-unit": written(unit),
    frequency,
    started,
    ongoing: true,
  };
}

/** A medicine that was taken on one day. */
export function medicationOnce(
  { name, milligrams, reason, forStudyEffect }: OneDose,
  on: CalendarDate,
): Answers {
  return {
    ...plainMedication(name, reason, forStudyEffect),
    dose: milligrams,
    "dose-unit": written("mg"),
    frequency: "once",
    started: on,
    ongoing: false,
    stopped: on,
    "last-dose-date": on,
  };
}

export type OneDose = {
  readonly name: string;
  readonly milligrams: number;
  readonly reason: string;
  /** Given for an effect of a session: then an adverse event stands beside it. */
  readonly forStudyEffect: boolean;
};

function plainMedication(name: string, reason: string, forStudyEffect: boolean): Answers {
  return {
    name: written(name),
    drug: "not-psychiatric",
    "prohibited-class": "none",
    reason: written(reason),
    "for-study-effect": forStudyEffect,
    route: "oral",
  };
}

/** The end of a taper, as the log is corrected for it. */
export function stoppedOn(day: CalendarDate): Answers {
  return { ongoing: false, stopped: day, "last-dose-date": day };
}
