import type { FourfoldCounts, PersonTimeCounts } from "./fourfold.ts";
import type { Pooled } from "./pooled-tables.ts";

/** The effect of one study with its large-sample variance; not finite where a cell is empty. */
export const observedOfCounts: Readonly<Record<"OR" | "RR" | "RD", (study: FourfoldCounts) => Pooled>> = {
  OR: ({ events1: a, others1: b, events2: c, others2: d }) => ({
    estimate: Math.log(a / b) - Math.log(c / d),
    variance: 1 / a + 1 / b + 1 / c + 1 / d,
  }),
  RR: ({ events1: a, others1: b, events2: c, others2: d }) => ({
    estimate: Math.log(a / (a + b)) - Math.log(c / (c + d)),
    variance: b / (a * (a + b)) + d / (c * (c + d)),
  }),
  RD: ({ events1: a, others1: b, events2: c, others2: d }) => {
    const [n1, n2] = [a + b, c + d];
    return {
      estimate: a / n1 - c / n2,
      variance: ((a / n1) * (b / n1)) / n1 + ((c / n2) * (d / n2)) / n2,
    };
  },
};

/** The same for events in person-time. */
export const observedOfRates: Readonly<Record<"IRR" | "IRD", (study: PersonTimeCounts) => Pooled>> = {
  IRR: ({ events1, time1, events2, time2 }) => ({
    estimate: Math.log(events1 / time1) - Math.log(events2 / time2),
    variance: 1 / events1 + 1 / events2,
  }),
  IRD: ({ events1, time1, events2, time2 }) => ({
    estimate: events1 / time1 - events2 / time2,
    variance: events1 / time1 ** 2 + events2 / time2 ** 2,
  }),
};
