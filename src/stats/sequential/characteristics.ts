import type { GroupSequentialDesign } from "./design.ts";
import { exits, type LookBounds, type Monitoring, monitorAt, total } from "./monitoring.ts";
import { expectedTime, fixedDrift, poweredDrift, rejections } from "./powered-drift.ts";

/** What a design costs and gives; information is in units of that of the test at one look with the same power. */
export type DesignCharacteristics = {
  /** The effect over its standard error at full information, at which the design has its power; null where none gives it. */
  readonly drift: number | null;
  /** The maximum information over that of the test at one look. */
  readonly inflationFactor: number | null;
  readonly expectedInformation: {
    readonly noEffect: number | null;
    readonly halfEffect: number | null;
    readonly effect: number | null;
  };
  /** At the drift, of each look. */
  readonly rejectionProbabilities: readonly number[];
  /** At the drift, of each look but the last. */
  readonly futilityProbabilities: readonly number[];
};

/** What the trial does under some effect. */
export type PowerAtDrift = {
  readonly drift: number;
  readonly rejectionProbabilities: readonly number[];
  readonly futilityProbabilities: readonly number[];
  readonly power: number;
  /** As a share of the planned maximum. */
  readonly expectedInformation: number;
};

/** The looks of a design as they are followed: it stops for futility wherever it has a bound for it. */
export function monitoringOf(design: GroupSequentialDesign): Monitoring {
  return monitorAt(design.informationRates, looksOf(design, true));
}

/** The looks as alpha counts them: futility is left out where it is not binding. */
export function levelMonitoringOf(design: GroupSequentialDesign): Monitoring {
  return monitorAt(design.informationRates, looksOf(design, design.bindingFutility));
}

export function looksOf(design: GroupSequentialDesign, withFutility: boolean): readonly LookBounds[] {
  return design.criticalValues.map((critical, look) => {
    const upper = critical ?? Number.POSITIVE_INFINITY;
    const futility = withFutility ? (design.futilityBounds[look] ?? null) : null;
    if (design.sides === 1) return { upper, lower: futility ?? Number.NEGATIVE_INFINITY };
    return futility === null ? { upper, lower: -upper } : { upper, lower: -upper, inner: futility };
  });
}

/** Power, information and average sample number of a design. */
export function designCharacteristics(design: GroupSequentialDesign): DesignCharacteristics {
  const monitoring = monitoringOf(design);
  const both = design.powerOfBothSides;
  const drift = poweredDrift(monitoring, design, both);
  if (drift === undefined) {
    const none = { noEffect: null, halfEffect: null, effect: null };
    return {
      drift: null,
      inflationFactor: null,
      expectedInformation: none,
      rejectionProbabilities: [],
      futilityProbabilities: [],
    };
  }
  const inflationFactor = (drift / fixedDrift(design, both)) ** 2;
  const expected = (share: number): number => inflationFactor * expectedTime(monitoring, share * drift);
  const { rejectionProbabilities, futilityProbabilities } = powerOf(design, monitoring, drift);
  return {
    drift,
    inflationFactor,
    expectedInformation: { noEffect: expected(0), halfEffect: expected(0.5), effect: expected(1) },
    rejectionProbabilities,
    futilityProbabilities,
  };
}

/** What a design does where the effect is `drift` standard errors at full information. */
export function powerAtDrift(design: GroupSequentialDesign, drift: number): PowerAtDrift {
  return powerOf(design, monitoringOf(design), drift);
}

export function powerOf(design: GroupSequentialDesign, monitoring: Monitoring, drift: number): PowerAtDrift {
  const out = exits(monitoring, drift);
  const rejectionProbabilities = rejections(out, design.sides, design.powerOfBothSides);
  const stops = design.sides === 1 ? out.below : out.inside;
  return {
    drift,
    rejectionProbabilities,
    futilityProbabilities: stops.slice(0, -1),
    power: total(rejectionProbabilities),
    expectedInformation: expectedTime(monitoring, drift),
  };
}
