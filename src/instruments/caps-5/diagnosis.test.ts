import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ScoreValue } from "../definition.ts";
import { type Scored, score } from "../score.ts";
import { caps5PastMonth } from "./caps-5.ts";
import { caps5Severity } from "./severity.ts";

type Responses = Readonly<Record<string, number | string>>;

const items = Array.from({ length: 20 }, (_, index) => index + 1);
const rated = [...items, 29, 30];
const withTraumaRelatedness = [9, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20];

function scored(responses: Responses): Scored {
  const result = score(caps5PastMonth, responses);
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

function scoreOf(responses: Responses, id: string): ScoreValue | undefined {
  return scored(responses).scores[id];
}

/** Every symptom at one severity, definitely trauma-related; all else meets the diagnosis. */
function interview(severity: number, more: Responses = {}): Responses {
  return {
    criterionA: "met",
    ...Object.fromEntries(rated.map((item) => [`item${item}Severity`, severity])),
    ...Object.fromEntries(withTraumaRelatedness.map((item) => [`item${item}TraumaRelatedness`, "definite"])),
    item21: 0,
    item22: 24,
    item23: 3,
    item24: 0,
    item25: 0,
    ...more,
  };
}

/** The least that a diagnosis needs: 1 B, 1 C, 2 D and 2 E symptoms of severity 2. */
function barelyDiagnosed(more: Responses = {}): Responses {
  const six = Object.fromEntries([1, 6, 8, 9, 15, 16].map((item) => [`item${item}Severity`, 2]));
  return interview(0, { ...six, ...more });
}

function without(responses: Responses, ...ids: readonly string[]): Responses {
  return Object.fromEntries(Object.entries(responses).filter(([id]) => !ids.includes(id)));
}

const rating = fc.integer({ min: 0, max: 4 });
const relatedness = fc.constantFrom("definite", "probable", "unlikely");

/** A symptom rated by severity, by frequency and intensity, or by all three. */
function symptom(item: number): fc.Arbitrary<Responses> {
  const [f, i, s] = [`item${item}Frequency`, `item${item}Intensity`, `item${item}Severity`];
  const related = withTraumaRelatedness.includes(item)
    ? relatedness.map((value): Responses => ({ [`item${item}TraumaRelatedness`]: value }))
    : fc.constant<Responses>({});
  const ratings = fc.oneof(
    rating.map((value): Responses => ({ [s]: value })),
    fc.tuple(rating, rating).map(([fv, iv]): Responses => ({ [f]: fv, [i]: iv })),
    fc.tuple(rating, rating).map(([fv, iv]): Responses => ({ [f]: fv, [i]: iv, [s]: caps5Severity(fv, iv) })),
  );
  return fc.tuple(ratings, related).map(([one, other]) => ({ ...one, ...other }));
}

const course: fc.Arbitrary<Responses> = fc.record({
  criterionA: fc.constantFrom("met", "met", "met", "not-met"),
  item21: fc.integer({ min: 0, max: 12 }),
  item22: fc.integer({ min: 0, max: 5 }),
  item23: rating,
  item24: rating,
  item25: rating,
});

const completeInterview: fc.Arbitrary<Responses> = fc
  .tuple(course, ...rated.map(symptom))
  .map((parts): Responses => Object.assign({}, ...parts));

const mildInterview: fc.Arbitrary<Responses> = fc
  .tuple(
    course,
    ...items.map((item) => fc.constantFrom(0, 0, 0, 0, 1, 2).map((value) => [item, value] as const)),
  )
  .map(([rest, ...symptoms]) => ({
    ...interview(0, rest),
    ...Object.fromEntries(symptoms.map(([item, value]) => [`item${item}Severity`, value])),
  }));

const partialInterview: fc.Arbitrary<Responses> = fc
  .tuple(
    fc.oneof(completeInterview, mildInterview, fc.constant(barelyDiagnosed()), fc.constant(interview(3))),
    fc.infiniteStream(rating),
    rating,
  )
  .map(([responses, dice, left]) =>
    Object.fromEntries(Object.entries(responses).filter(() => Number(dice.next().value) > left - 2)),
  );

/** The interview with everything that is open rated so as to speak for, or against, a diagnosis. */
function completed(responses: Responses, towards: "present" | "absent"): Responses {
  const [rating, months] = towards === "present" ? [4, 12] : [0, 0];
  const [met, related] = towards === "present" ? ["met", "definite"] : ["not-met", "unlikely"];
  const unrated = rated.filter((item) => !(`item${item}Severity` in responses));
  return {
    criterionA: met,
    item22: months,
    ...Object.fromEntries(["item23", "item24", "item25"].map((id) => [id, rating])),
    ...Object.fromEntries(withTraumaRelatedness.map((item) => [`item${item}TraumaRelatedness`, related])),
    ...Object.fromEntries(unrated.map((item) => [`item${item}Frequency`, rating])),
    ...Object.fromEntries(unrated.map((item) => [`item${item}Intensity`, rating])),
    ...responses,
  };
}

/** The rule again, in its plainest form, for complete interviews. */
function diagnosedByHand(responses: Responses): boolean {
  const severity = (item: number): number =>
    Number(
      responses[`item${item}Severity`] ??
        caps5Severity(Number(responses[`item${item}Frequency`]), Number(responses[`item${item}Intensity`])),
    );
  const present = (first: number, last: number): number =>
    items.filter(
      (item) =>
        item >= first &&
        item <= last &&
        severity(item) >= 2 &&
        responses[`item${item}TraumaRelatedness`] !== "unlikely",
    ).length;
  const distress = [23, 24, 25].some((item) => Number(responses[`item${item}`]) >= 2);
  const symptoms = present(1, 5) >= 1 && present(6, 7) >= 1 && present(8, 14) >= 2 && present(15, 20) >= 2;
  return responses["criterionA"] === "met" && symptoms && Number(responses["item22"]) >= 1 && distress;
}

describe("a CAPS-5 interview", () => {
  test("agrees with the rule written out by hand on every complete interview", () => {
    fc.assert(
      fc.property(fc.oneof(completeInterview, mildInterview), (responses) => {
        expect(scoreOf(responses, "diagnosis")).toBe(diagnosedByHand(responses));
      }),
      { numRuns: 400 },
    );
  });

  test("the lowest total with a diagnosis is 12", () => {
    expect(scored(barelyDiagnosed()).scores).toMatchObject({
      diagnosis: true,
      total: 12,
      totalTraumaRelated: 12,
    });
    fc.assert(
      fc.property(fc.oneof(completeInterview, mildInterview, partialInterview), (responses) => {
        const { diagnosis, total } = scored(responses).scores;
        if (diagnosis === true && total !== null) expect(total).toBeGreaterThanOrEqual(12);
      }),
      { numRuns: 400 },
    );
  });

  test("a total of 11 or less means no diagnosis, also where trauma-relatedness, A, F or G were not rated", () => {
    const mild = fc
      .oneof(mildInterview, partialInterview)
      .map((responses) =>
        without(
          responses,
          "criterionA",
          "item22",
          "item23",
          ...withTraumaRelatedness.map((item) => `item${item}TraumaRelatedness`),
        ),
      );
    let seen = 0;
    fc.assert(
      fc.property(mild, (responses) => {
        const { diagnosis, total } = scored(responses).scores;
        fc.pre(total !== null && Number(total) <= 11);
        seen += 1;
        expect(diagnosis).toBe(false);
      }),
      { numRuns: 200 },
    );
    expect(seen).toBe(200);
  });

  test("remission is a loss of diagnosis, and a total of 11 or less is remission", () => {
    fc.assert(
      fc.property(fc.oneof(mildInterview, partialInterview), (responses) => {
        const { diagnosis, remission, total } = scored(responses).scores;
        if (remission === true) expect(diagnosis).toBe(false);
        if (total !== null) expect(remission).toBe(Number(total) <= 11);
        if (diagnosis === true) expect(remission).toBe(false);
      }),
      { numRuns: 400 },
    );
  });

  test("what was not rated makes it unknown exactly where it could decide", () => {
    const seen = { unknown: 0, known: 0 };
    fc.assert(
      fc.property(partialInterview, (responses) => {
        const { diagnosis } = scored(responses).scores;
        const best = diagnosedByHand(completed(responses, "present"));
        const worst = diagnosedByHand(completed(responses, "absent"));
        seen[diagnosis === null ? "unknown" : "known"] += 1;
        expect(diagnosis).toBe(best === worst ? best : null);
      }),
      { numRuns: 500 },
    );
    expect(seen.unknown).toBeGreaterThan(20);
    expect(seen.known).toBeGreaterThan(20);
  });

  test("cluster severities add up to the total, and cluster counts to the count of symptoms", () => {
    fc.assert(
      fc.property(completeInterview, (responses) => {
        const of = scored(responses).scores;
        expect(
          Number(of["clusterB"]) + Number(of["clusterC"]) + Number(of["clusterD"]) + Number(of["clusterE"]),
        ).toBe(of["total"]);
        expect(
          Number(of["symptomsB"]) +
            Number(of["symptomsC"]) +
            Number(of["symptomsD"]) +
            Number(of["symptomsE"]),
        ).toBe(of["symptoms"]);
      }),
    );
  });
});
