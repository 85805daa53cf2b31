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
  readonly drug: "sertraline" | "escitalopram" | "venlafaxine" | "prazosin";
  readonly milligrams: number;
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
  readonly systolic: number;
  readonly qtMilliseconds: number;
};
