import { type ParticipantId, seededRandom, uuidV4 } from "#kernel";
import type { Antidepressant, Person, TraumaType } from "./person.ts";

/** What the story says of somebody; the rest is drawn, the same each time. */
export type Sketch = {
  readonly key: string;
  readonly site: string;
  readonly name: readonly [given: string, family: string];
  readonly sex: "F" | "M";
  readonly age: number;
  readonly trauma: TraumaType;
  readonly severity: number;
  readonly response?: number;
  readonly relapse?: number;
  readonly language?: "en" | "es" | "fr";
  readonly medicine?: Antidepressant;
  readonly mdmaTimes?: number;
  readonly hypertension?: boolean;
  readonly mildAlcohol?: boolean;
};

/** The whole of an invented person. */
export function personOf(seed: string, sketch: Sketch): Person {
  const random = seededRandom(`${seed} person ${sketch.key}`);
  const { key, site, name, sex, age, trauma, severity } = sketch;
  const centimeters = Math.round((sex === "F" ? 165 : 178) + 6 * random.normal());
  const bodyMassIndex = Math.min(34, Math.max(20, 25 + 3 * random.normal()));
  return {
    key,
    participantId: uuidV4(random.bytes(16)) as ParticipantId,
    site,
    givenName: name[0],
    familyName: name[1],
    sex,
    age,
    trauma,
    severity,
    language: sketch.language ?? "en",
    response: sketch.response ?? 0.3,
    relapse: sketch.relapse ?? 0,
    medicine: sketch.medicine ?? null,
    mdmaTimes: sketch.mdmaTimes ?? 0,
    mildAlcohol: sketch.mildAlcohol ?? false,
    hypertension: sketch.hypertension ?? false,
    veteran: trauma === "combat",
    centimeters,
    kilograms: Math.round(10 * Math.max(51, bodyMassIndex * (centimeters / 100) ** 2)) / 10,
    systolic: Math.round(sketch.hypertension ? 134 : 118 + 6 * random.normal()),
    qtMilliseconds: Math.round(398 + 8 * random.normal()),
  };
}
