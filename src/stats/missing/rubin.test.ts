import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { poolImputations } from "./rubin.ts";

const number = fc.double({ min: -100, max: 100, noNaN: true });
const variance = fc.double({ min: 0.01, max: 100, noNaN: true });
const imputed = fc
  .array(fc.tuple(number, variance), { minLength: 2, maxLength: 30 })
  .map((pairs) => ({ estimates: pairs.map(([q]) => q), variances: pairs.map(([, u]) => u) }));

describe("pooled imputations", () => {
  it("do not depend on the order, and scale with the unit", () => {
    fc.assert(
      fc.property(
        imputed,
        fc.double({ min: 0.1, max: 10, noNaN: true }),
        ({ estimates, variances }, unit) => {
          const plain = poolImputations({ estimates, variances }, { completeDegreesOfFreedom: 40 });
          const turned = poolImputations(
            {
              estimates: estimates.map((value) => value * unit).reverse(),
              variances: variances.map((value) => value * unit * unit).reverse(),
            },
            { completeDegreesOfFreedom: 40 },
          );
          if (!plain.ok || !turned.ok) throw new Error("refused");
          expect(turned.value.estimate).toBeCloseTo(plain.value.estimate * unit, 8);
          expect(turned.value.standardError / unit).toBeCloseTo(plain.value.standardError, 8);
          expect(turned.value.degreesOfFreedom).toBeCloseTo(plain.value.degreesOfFreedom, 6);
        },
      ),
    );
  });

  it("never have more degrees of freedom than the complete data, nor less error than within an imputation", () => {
    fc.assert(
      fc.property(imputed, fc.integer({ min: 1, max: 500 }), (data, complete) => {
        const result = poolImputations(data, { completeDegreesOfFreedom: complete });
        if (!result.ok) throw new Error("refused");
        expect(result.value.degreesOfFreedom).toBeLessThanOrEqual(complete);
        expect(result.value.totalVariance).toBeGreaterThanOrEqual(result.value.withinVariance);
        expect(result.value.fractionOfMissingInformation).toBeLessThanOrEqual(1);
      }),
      { examples: [[{ estimates: [-1e-78, 0, 0], variances: [0.01, 0.01, 0.01] }, 2]] },
    );
  });

  it("that agree are the complete data's estimate", () => {
    const result = poolImputations({ estimates: [2, 2, 2], variances: [1, 1, 1] });
    expect(result.ok && [result.value.standardError, result.value.degreesOfFreedom]).toEqual([
      1,
      Number.POSITIVE_INFINITY,
    ]);
    expect(result.ok && result.value.interval.lower).toBeCloseTo(2 - 1.959964, 6);
    const none = poolImputations({ estimates: [0, 0], variances: [0, 0] });
    expect(none.ok && [none.value.pValue, none.value.interval.upper]).toEqual([1, 0]);
  });

  it("are refused where there is one, where lists differ and where a variance is none", () => {
    const paths = [
      poolImputations({ estimates: [1], variances: [1] }),
      poolImputations({ estimates: [1, 2], variances: [1] }),
      poolImputations({ estimates: [1, Number.NaN], variances: [1, -1] }),
      poolImputations({ estimates: [1, 2], variances: [1, 1] }, { completeDegreesOfFreedom: 0, level: 2 }),
    ].map((result) => (result.ok ? [] : result.error.issues.map(({ path }) => path)));
    expect(paths).toEqual([
      ["estimates"],
      ["variances"],
      ["estimates.1", "variances.1"],
      ["level", "completeDegreesOfFreedom"],
    ]);
  });
});
