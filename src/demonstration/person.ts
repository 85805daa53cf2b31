import type { ParticipantId } from "#kernel";

export type TraumaType =
  | "combat"
  | "sexual-violence"
  | "physical-violence"
  | "childhood-abuse"
  | "accident"
  | "disaster"
  | "sudden-loss"
  | "illness"
  | "occupational";

/** A medicine that somebody took when screening began, and tapers before baseline. */
export type Antidepressant = {
  readonly drug: "sertraline" | "escitalopram";
  readonly milligrams: number;
};

/** Something that somebody has had for some years, and what they take or do for it. */
export type Condition = {
  readonly name: string;
  readonly years: number;
  readonly treatment?: string;
  readonly medicine?: Medicine;
};

/** A medicine that is not psychiatric and goes on through the study. */
export type Medicine = {
  readonly name: string;
  readonly dose: number;
  readonly unit: "mg" | "ug";
  readonly frequency: "qd" | "prn";
  readonly reason: string;
};

/** Somebody invented: what is true of them, from which all that is written about them follows. */
export type Person = {
  readonly key: string;
  readonly participantId: ParticipantId;
  readonly site: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly sex: "F" | "M";
  readonly age: number;
  readonly language: "en" | "es" | "fr";
  readonly trauma: TraumaType;
  /** CAPS-5 total severity before treatment. */
  readonly severity: number;
  /** The share of it that three sessions take away; negative where it grows. */
  readonly response: number;
  /** By how many points it comes back during the follow-up. */
  readonly relapse: number;
  readonly medicine: Antidepressant | null;
  /** How often MDMA was taken in ten years. */
  readonly mdmaTimes: number;
  readonly mildAlcohol: boolean;
  readonly hypertension: boolean;
  readonly veteran: boolean;
  readonly kilograms: number;
  readonly centimeters: number;
  /** At rest. */
  readonly systolic: number;
  readonly pulse: number;
  /** By how much the systolic pressure rises at the peak of a strong effect, mmHg. */
  readonly pressor: number;
  /** QT at 66 beats a minute. */
  readonly qtMilliseconds: number;
  readonly conditions: readonly Condition[];
  /** What is taken for no condition. */
  readonly medicines: readonly Medicine[];
};

/** Whether dosing sessions do to them what the higher dose mostly does. Which arm it was nobody in the demonstration knows. */
export function isStronglyAffected({ response }: Person): boolean {
  return response > 0.4;
}

export function mayBePregnant({ sex, age }: Person): boolean {
  return sex === "F" && age < 52;
}
