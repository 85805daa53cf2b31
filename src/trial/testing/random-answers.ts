import type { SeededRandom } from "#kernel";

type Answers = Readonly<Record<string, unknown>>;

/** Answers to a form of the meadow study, of the right shape, though not always right. */
export function randomAnswers(formKey: string, random: SeededRandom, isComplete: boolean): Answers {
  const all = answersTo(formKey.split("/")[1] ?? "", random);
  const kept = Object.entries(all).filter(() => isComplete || random.next() < 0.6);
  return kept.length > 0 ? Object.fromEntries(kept) : Object.fromEntries(Object.entries(all).slice(0, 1));
}

function answersTo(formId: string, random: SeededRandom): Answers {
  const truth = random.next() < 0.8;
  switch (formId) {
    case "demographics":
      return { age: random.between(17, 60), "prior-use": !truth, remark: { freeText: "Came by train." } };
    case "vitals":
      return {
        weight: random.next() < 0.1 ? { nullFlavor: "refused" } : random.between(45, 190),
        height: 1 + random.between(40, 90) / 100,
        ...(truth ? { "readings.0.systolic": random.between(90, 160) } : {}),
      };
    case "phq9":
      return Object.fromEntries([...Array(9)].map((_, index) => [`item${index + 1}`, random.between(0, 3)]));
    case "agreement":
      return { agreed: truth };
    case "discharge":
      return { escorted: truth, "last-pulse": random.between(40, 140) };
    default:
      return { term: { freeText: "Headache" }, began: random.pick(["2026", "2026-02", "2026-02-03"]) };
  }
}
