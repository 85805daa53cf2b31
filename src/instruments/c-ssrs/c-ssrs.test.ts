import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { phq9 } from "../phq-9/phq-9.ts";
import { type Scored, score } from "../score.ts";
import { cSsrs } from "./c-ssrs.ts";
import { treatmentEmergentSuicidality } from "./treatment-emergent.ts";

type Responses = Readonly<Record<string, boolean>>;

function scored(responses: Responses): Scored {
  const result = score(cSsrs, responses);
  if (!result.ok) throw new Error(JSON.stringify(result.error.issues));
  return result.value;
}

const ids = cSsrs.definition.items.map(({ id }) => id);
const none: Responses = Object.fromEntries(ids.map((id) => [id, false]));

/** An assessment with these categories answered with yes and all else with no. */
function assessment(...yes: readonly string[]): Scored {
  return scored({ ...none, ...Object.fromEntries(yes.map((id) => [id, true])) });
}

describe("C-SSRS", () => {
  test("the ideation score is the highest category with a yes", () => {
    expect(assessment().scores).toMatchObject({
      ideationScore: 0,
      anyIdeation: false,
      seriousIdeation: false,
    });
    expect(assessment("ideation1").scores).toMatchObject({
      ideationScore: 1,
      anyIdeation: true,
      seriousIdeation: false,
    });
    expect(assessment("ideation1", "ideation2", "ideation3").scores).toMatchObject({
      ideationScore: 3,
      seriousIdeation: false,
    });
    expect(assessment("ideation2", "ideation4").scores).toMatchObject({
      ideationScore: 4,
      seriousIdeation: true,
    });
    expect(assessment("ideation2", "ideation5").scores).toMatchObject({
      ideationScore: 5,
      seriousIdeation: true,
    });
  });

  test.each(["preparatoryActs", "abortedAttempt", "interruptedAttempt", "actualAttempt", "completedSuicide"])(
    "%s is suicidal behavior",
    (id) => {
      expect(assessment(id).scores).toMatchObject({
        anyBehavior: true,
        anySuicidality: true,
        anyIdeation: false,
      });
    },
  );

  test("self-injury without intent is neither ideation nor behavior", () => {
    expect(assessment("nonSuicidalSelfInjury").scores).toMatchObject({
      nonSuicidalSelfInjury: true,
      anySuicidality: false,
    });
  });

  test("items 3–5 are not asked where item 2 is no", () => {
    const { ideation3: _3, ideation4: _4, ideation5: _5, ...rest } = none;
    const result = scored({ ...rest, ideation1: true });
    expect(result).toMatchObject({ scores: { ideationScore: 1, seriousIdeation: false }, missing: [] });
    expect(result.notes[0]).toContain("ideation3, ideation4, ideation5");
    expect(scored({ ...rest, ideation2: true })).toMatchObject({
      scores: { ideationScore: null, anyIdeation: true, seriousIdeation: null },
    });
  });

  test("a yes to items 3–5 counts although item 2 is no, and is noted", () => {
    const result = assessment("ideation4");
    expect(result.scores["seriousIdeation"]).toBe(true);
    expect(result.notes).toEqual(["ideation4 answered with yes although item 2 is no: please check"]);
  });

  test("a missing answer never hides what is known", () => {
    expect(scored({ ideation5: true }).scores).toMatchObject({
      ideationScore: 5,
      anyIdeation: true,
      seriousIdeation: true,
      anySuicidality: true,
      anyBehavior: null,
    });
    const complete = fc.record(Object.fromEntries(ids.map((id) => [id, fc.boolean()])));
    fc.assert(
      fc.property(complete, fc.subarray([...ids]), (full, kept) => {
        fc.pre(full["ideation2"] === true || !kept.includes("ideation2"));
        const partial = scored(Object.fromEntries(kept.map((id) => [id, full[id] as boolean]))).scores;
        const whole = scored(full).scores;
        for (const id of Object.keys(whole)) {
          if (partial[id] !== null) expect(partial[id]).toBe(whole[id]);
        }
      }),
    );
  });
});

describe("treatment-emergent suicidality", () => {
  const of = (before: readonly Scored[], during: readonly Scored[]): unknown => {
    const compared = treatmentEmergentSuicidality(before, during);
    return compared.ok ? compared.value : compared.error.code;
  };

  test("ideation is treatment-emergent where its maximum rises above that before treatment", () => {
    const [before, same, worse] = [
      assessment("ideation2"),
      assessment("ideation1", "ideation2"),
      assessment("ideation2", "ideation3"),
    ];
    expect(of([assessment(), before], [same])).toMatchObject({ ideation: false });
    expect(of([assessment(), before], [same, worse, assessment()])).toMatchObject({
      ideation: true,
      seriousIdeation: false,
    });
  });

  test("serious ideation emerges from 0–3, and from none at all", () => {
    expect(of([assessment("ideation2", "ideation3")], [assessment("ideation2", "ideation4")])).toMatchObject({
      seriousIdeation: true,
      emergentSeriousIdeation: false,
    });
    expect(of([assessment()], [assessment("ideation2", "ideation5")])).toMatchObject({
      seriousIdeation: true,
      emergentSeriousIdeation: true,
    });
    expect(of([assessment("ideation2", "ideation4")], [assessment("ideation2", "ideation5")])).toMatchObject({
      ideation: true,
      seriousIdeation: false,
    });
  });

  test("behavior emerges where there was none before", () => {
    expect(of([assessment()], [assessment("abortedAttempt")])).toMatchObject({ behavior: true });
    expect(of([assessment("actualAttempt")], [assessment("abortedAttempt")])).toMatchObject({
      behavior: false,
    });
    expect(of([assessment()], [assessment("nonSuicidalSelfInjury")])).toMatchObject({ behavior: false });
  });

  test("what is not known on a side makes unknown only what it could decide", () => {
    const open = scored({ ideation5: true });
    expect(of([assessment()], [open])).toMatchObject({
      ideation: true,
      seriousIdeation: true,
      behavior: "unknown",
    });
    expect(of([scored({})], [assessment()])).toMatchObject({
      ideation: false,
      seriousIdeation: false,
      behavior: false,
    });
    expect(of([scored({})], [assessment("ideation2")])).toMatchObject({ ideation: "unknown" });
    const { ideation3: _3, ...rest } = none;
    const unlessThree = { ...rest, ideation2: true };
    expect(of([assessment("ideation2")], [scored(unlessThree)])).toMatchObject({
      ideation: "unknown",
      seriousIdeation: false,
    });
    expect(of([scored(unlessThree)], [assessment("ideation2", "ideation4")])).toMatchObject({
      ideation: true,
      seriousIdeation: true,
      emergentSeriousIdeation: false,
    });
    expect(of([scored(unlessThree)], [assessment("ideation2", "ideation5")])).toMatchObject({
      ideation: true,
    });
    const { ideation5: _5, ...others } = none;
    const atLeastFour = scored({ ...others, ideation2: true, ideation4: true });
    expect(of([assessment("ideation2", "ideation3")], [atLeastFour])).toMatchObject({
      ideation: true,
      seriousIdeation: true,
    });
    expect(of([assessment("ideation2", "ideation4")], [atLeastFour])).toMatchObject({
      ideation: "unknown",
      seriousIdeation: false,
    });
    expect(of([], [assessment("actualAttempt")])).toMatchObject({ ideation: "unknown", behavior: "unknown" });
    expect(of([assessment()], [])).toMatchObject({ ideation: "unknown", behavior: "unknown" });
  });

  test("agrees with the maximum scores where all is known", () => {
    const level = fc.integer({ min: 0, max: 5 });
    const at = (score: number): Scored =>
      score === 0 ? assessment() : assessment("ideation2", `ideation${score}`);
    const known = fc.array(
      level.filter((score) => score !== 1),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(known, known, (before, during) => {
        const [was, is] = [Math.max(...before), Math.max(...during)];
        expect(of(before.map(at), during.map(at))).toMatchObject({
          ideation: is > was,
          seriousIdeation: is >= 4 && was < 4,
          emergentSeriousIdeation: is >= 4 && was === 0,
        });
      }),
    );
  });

  test("the result of another instrument is refused", () => {
    const other = score(phq9, {});
    expect(of([assessment()], other.ok ? [other.value] : [])).toBe("instruments-differ");
  });
});
