import { type ParticipantId, type SeededRandom, seededRandom, uuidV4 } from "#kernel";
import {
  type Antidepressant,
  type Condition,
  type Medicine,
  mayBePregnant,
  type Person,
  type TraumaType,
} from "./person.ts";

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
  readonly pressor?: number;
};

/** The whole of an invented person. */
export function personOf(seed: string, sketch: Sketch): Person {
  const random = seededRandom(`${seed} person ${sketch.key}`);
  const { key, site, name, sex, age, trauma, severity } = sketch;
  const body = bodyOf(random, sketch);
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
    pressor: sketch.pressor ?? 26,
    ...body,
    conditions: conditionsOf(random, sketch.hypertension ?? false),
    medicines: mayBePregnant({ sex, age } as Person) && random.next() < 0.4 ? [contraceptive] : [],
  };
}

function bodyOf(random: SeededRandom, { sex, hypertension }: Sketch) {
  const centimeters = Math.round((sex === "F" ? 165 : 178) + 6 * random.normal());
  const bodyMassIndex = Math.min(34, Math.max(20, 25 + 3 * random.normal()));
  return {
    centimeters,
    kilograms: Math.round(10 * Math.max(51, bodyMassIndex * (centimeters / 100) ** 2)) / 10,
    systolic: Math.round(hypertension ? 134 : 116 + 6 * random.normal()),
    pulse: Math.round(Math.min(78, Math.max(58, 68 + 5 * random.normal()))),
    qtMilliseconds: Math.round(398 + 8 * random.normal()),
  };
}

const contraceptive: Medicine = {
  name: "Desogestrel",
  dose: 75,
  unit: "ug",
  frequency: "qd",
  reason: "Contraception, beside a barrier",
};

/** What people of their age have beside PTSD. */
function conditionsOf(random: SeededRandom, hasHypertension: boolean): readonly Condition[] {
  const common: readonly (readonly [number, Condition])[] = [
    [
      0.45,
      {
        name: "Seasonal allergic rhinitis",
        years: 12,
        medicine: { name: "Cetirizine", dose: 10, unit: "mg", frequency: "prn", reason: "Allergic rhinitis" },
      },
    ],
    [
      0.4,
      {
        name: "Chronic low back pain",
        years: 4,
        treatment: "Physiotherapy",
        medicine: { name: "Ibuprofen", dose: 400, unit: "mg", frequency: "prn", reason: "Low back pain" },
      },
    ],
    [
      0.3,
      {
        name: "Migraine",
        years: 9,
        medicine: { name: "Paracetamol", dose: 500, unit: "mg", frequency: "prn", reason: "Migraine" },
      },
    ],
    [0.25, { name: "Gastro-esophageal reflux", years: 3, treatment: "Diet" }],
  ];
  const drawn = common.filter(([share]) => random.next() < share).map(([, condition]) => condition);
  const hypertension: Condition = { name: "Hypertension", years: 6, treatment: "Diet and exercise" };
  return hasHypertension ? [hypertension, ...drawn] : drawn;
}
