import path from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { compileDesign, parseStudyDesign } from "#design";
import { seededRandom } from "#kernel";
import {
  type AllocationPlan,
  allocationPlan,
  chanceOf,
  enrollmentGauge,
  levelTotals,
  publishedInstruments,
  randomizationNumber,
  reachedCap,
  recompute,
  replay,
} from "#trial";
import { chanceFrom, planOf } from "../../src/trial/testing/allocation-plans.ts";
import { readStudyFolder } from "../architecture/read-study-folder.ts";
import { comer, type Enrolled, enroll, participants } from "./allocation/enrolled.ts";
import {
  biasedCoin,
  biasedCoinLimits,
  blackwellHodges,
  meanDifferenceOfFairDraws,
  rightGuessesInBlocks,
} from "./allocation/expectations.ts";
import { bound, gathering, type Mean, table } from "./allocation/figures.ts";
import { ownMinimization } from "./allocation/own-minimization.ts";
import { allot, type Outcome, outcomeOf } from "./allocation/simulated-trial.ts";

/*
 * Simulated trials of the size of the reference study: 160 participants, two arms. `npm run test:blind` simulates 10,000
 * of each method, `npm test` 300. Seeds are fixed; a bound is five standard errors.
 */
const isFull = process.env["VIGIL_BLIND_SIZE"] === "full";
const trials = isFull ? 10_000 : 300;
const follow = 0.8;
const equal = [1, 1];
const tables: string[] = [];
const reference = referencePlan();

/** The plan of the reference study as it stands in its folder. */
function referencePlan(): AllocationPlan {
  const parsed = parseStudyDesign(
    readStudyFolder(path.join(import.meta.dirname, "../../studies/mdma-ptsd-phase3")),
  );
  const compiled = parsed.ok ? compileDesign(parsed.value, publishedInstruments) : parsed;
  const plan = compiled.ok ? allocationPlan(compiled.value) : compiled;
  if (!plan.ok) throw new Error(JSON.stringify(plan.error.issues));
  return plan.value;
}

afterAll(() => {
  if (isFull) console.log(`\n${tables.join("\n\n")}\n`);
});

type Figures = { readonly [Figure in keyof Outcome]: Mean };

function gathered(outcomes: Iterable<Outcome>): Figures {
  const names = ["difference", "bySite", "byPrior", "byStratum", "worstInStratum"] as const;
  const guesses = ["rightByAll", "rightBySite", "rightByStratum"] as const;
  const all = [...names, ...guesses].map((name) => [name, gathering()] as const);
  for (const outcome of outcomes) for (const [name, { add }] of all) add(outcome[name]);
  return Object.fromEntries(all.map(([name, { mean }]) => [name, mean()])) as Figures;
}

function* simulate(
  plan: AllocationPlan,
  name: string,
  who: (random: ReturnType<typeof seededRandom>) => readonly Enrolled[],
): Iterable<Outcome> {
  const random = seededRandom(name);
  const chance = chanceFrom(random);
  for (let trial = 0; trial < trials; trial++) {
    const enrolled = who(random);
    yield outcomeOf(enrolled, allot(plan, enrolled, chance));
  }
}

const rate = (right: number): string => (right / participants).toFixed(4);
const few = (value: number): string => value.toFixed(3);

describe("what is expected", () => {
  test("in a block of 2b by Blackwell and Hodges is what going through every block gives", () => {
    for (const b of [1, 2, 3, 4, 5, 10]) {
      expect(rightGuessesInBlocks([2 * b], 6 * b)[6 * b]).toBeCloseTo(6 * b * blackwellHodges(b), 9);
    }
    expect(blackwellHodges(2)).toBeCloseTo(17 / 24, 12);
  });

  test("of Efron's coin comes near his limits, which are 11/16, 8/15 and 3/4 at 0.8", () => {
    expect(Object.values(biasedCoinLimits(0.8))).toEqual(
      [11 / 16, 8 / 15, 3 / 4].map((one) => expect.closeTo(one, 12)),
    );
    for (const p of [0.6, 2 / 3, 0.8]) {
      const [exact, limits] = [biasedCoin(p, 2000), biasedCoinLimits(p)];
      expect(exact.rightGuesses / 2000).toBeCloseTo(limits.rightGuesses, 2);
      expect(exact.meanDifference).toBeCloseTo(limits.meanDifference, 6);
      expect(exact.even).toBeCloseTo(limits.even, 6);
    }
  });

  test("of fair draws is worked by hand for two and four, and near √(2n/π) for many", () => {
    expect([2, 4].map(meanDifferenceOfFairDraws)).toEqual([1, 1.5]);
    expect(meanDifferenceOfFairDraws(160) / Math.sqrt(320 / Math.PI)).toBeCloseTo(1, 2);
  });
});

/* All at one site and without prior use: the next arm is guessed from all before it. */
describe("in one stratum, the next arm is guessed as often as expected", () => {
  const alone = Array.from({ length: participants }, () => ({
    site: "0",
    "prior-use": "no-prior-use" as const,
  }));
  const blocks = (blockSizes: readonly number[]) =>
    planOf({ method: "permuted-blocks", weights: equal, blockSizes });
  const coin = biasedCoin(follow, participants);
  const fair = meanDifferenceOfFairDraws(participants);
  const rows: string[][] = [
    ["", "guessed right", "expected", "limit", "mean |difference|", "expected", "largest ever"],
  ];
  const cases: readonly (readonly [string, AllocationPlan, number, number, number | undefined, number])[] = [
    ["simple", planOf({ method: "simple", weights: equal }), participants / 2, 1 / 2, fair, participants],
    ...[[2], [4], [6], [4, 6], [4, 6, 8]].map((sizes) => {
      const right = rightGuessesInBlocks(sizes, participants)[participants] ?? 0;
      const perBlock = sizes
        .map((size) => size * blackwellHodges(size / 2))
        .reduce((sum, one) => sum + one, 0);
      const limit = perBlock / sizes.reduce((sum, one) => sum + one, 0);
      return [
        `blocks of ${sizes.join(", ")}`,
        blocks(sizes),
        right,
        limit,
        undefined,
        Math.max(...sizes) / 2,
      ] as const;
    }),
    [
      `minimization, ${follow} (one level: Efron's coin)`,
      planOf({ weights: equal, factors: ["site"], followProbability: follow }),
      coin.rightGuesses,
      biasedCoinLimits(follow).rightGuesses,
      coin.meanDifference,
      participants,
    ],
  ];
  test.each(cases)("%s", (name, plan, right, limit, difference, most) => {
    const figures = gathered(simulate(plan, `alone ${name}`, () => alone));
    expect(Math.abs(figures.rightByAll.mean - right)).toBeLessThanOrEqual(
      bound(figures.rightByAll.error) + 1e-9,
    );
    if (difference !== undefined)
      expect(Math.abs(figures.difference.mean - difference)).toBeLessThan(bound(figures.difference.error));
    expect(figures.worstInStratum.most).toBeLessThanOrEqual(most);
    rows.push([
      name,
      rate(figures.rightByAll.mean),
      rate(right),
      limit.toFixed(4),
      few(figures.difference.mean),
      difference === undefined ? "" : few(difference),
      String(figures.worstInStratum.most),
    ]);
  });

  afterAll(() => {
    tables.push(table(`${trials} trials of ${participants} in one stratum, by method`, rows));
  });
});

/* Ten sites of unequal size, a fifth with prior use. */
describe("in the reference study", () => {
  const factors = ["site", "prior-use"];
  const minimization = "minimization as the study has it";
  const blocked = "blocks of 4, 6 in each site and prior use";
  const plans = {
    simple: planOf({ method: "simple", weights: equal }),
    [blocked]: planOf({
      method: "permuted-blocks",
      weights: equal,
      factors,
      blockSizes: [4, 6],
    }),
    [minimization]: reference,
    "minimization without a random element": planOf({ weights: equal, factors, followProbability: 1 }),
  };
  const figures = new Map<string, Figures>();
  const half = rate(participants / 2);
  const exact: string[][] = [
    ["simple, exact", few(meanDifferenceOfFairDraws(participants)), "", "", "", "", half, half, half],
  ];
  const of = (name: string): Figures => {
    const known = figures.get(name);
    if (known) return known;
    const plan = plans[name as keyof typeof plans];
    if (!plan) throw new Error(`There is no method ${name}.`);
    const made = gathered(simulate(plan, `reference ${name}`, enroll));
    figures.set(name, made);
    return made;
  };
  const own = gathered(
    (function* () {
      for (let trial = 0; trial < trials; trial++) {
        const { enrolled, arms } = ownMinimization(follow, 1_000_003 * (trial + 1));
        yield outcomeOf(enrolled, arms);
      }
    })(),
  );

  test("arms are minimized over site and prior use, followed with probability 0.8", () => {
    expect(reference).toMatchObject({
      method: "minimization",
      imbalance: "range",
      followProbability: follow,
    });
    expect(reference.factors.map(({ id, weight }) => [id, weight])).toEqual([
      ["site", 1],
      ["prior-use", 1],
    ]);
    expect(reference.arms.map(({ weight }) => weight)).toEqual(equal);
    expect(reference.plannedEnrollment).toBe(participants);
  });

  test("simple randomization is as uneven as fair draws, and as hard to guess", () => {
    const { difference, rightByAll, rightBySite, rightByStratum } = of("simple");
    expect(Math.abs(difference.mean - meanDifferenceOfFairDraws(participants))).toBeLessThan(
      bound(difference.error),
    );
    for (const { mean, error } of [rightByAll, rightBySite, rightByStratum])
      expect(Math.abs(mean - participants / 2)).toBeLessThan(bound(error));
  });

  test("blocks leave no stratum further apart than half the largest block, at any time", () => {
    expect(of(blocked).worstInStratum.most).toBeLessThanOrEqual(3);
  });

  test("blocks are guessed within their stratum as going through every block expects", () => {
    const right = rightGuessesInBlocks([4, 6], participants);
    const random = seededRandom("expected guesses");
    const expected = gathering();
    for (let trial = 0; trial < trials; trial++) {
      const strata = new Map<string, number>();
      for (const { site, "prior-use": prior } of enroll(random)) {
        strata.set(site + prior, (strata.get(site + prior) ?? 0) + 1);
      }
      expected.add([...strata.values()].reduce((sum, slots) => sum + (right[slots] ?? 0), 0));
    }
    const { rightByStratum } = of(blocked);
    const { mean, error } = expected.mean();
    expect(Math.abs(rightByStratum.mean - mean)).toBeLessThan(bound(rightByStratum.error, error));
    exact.push([`${blocked}, exact`, "", "", "", "", "3", "", "", rate(mean)]);
  });

  test("minimization balances sites, prior use and the whole as a second program of it does, and is guessed alike", () => {
    const made = of(minimization);
    for (const name of Object.keys(own) as (keyof Outcome)[])
      expect(Math.abs(made[name].mean - own[name].mean), name).toBeLessThan(
        bound(made[name].error, own[name].error),
      );
  });

  test("minimization leaves sites, prior use and the whole less than half as far apart as simple randomization", () => {
    for (const name of ["difference", "bySite", "byPrior"] as const)
      expect(of(minimization)[name].mean, name).toBeLessThan(of("simple")[name].mean / 2);
  });

  test("the random element costs balance and takes away what can be guessed", () => {
    const [random, always] = [of(minimization), of("minimization without a random element")];
    expect(random.bySite.mean).toBeGreaterThan(always.bySite.mean);
    expect(random.rightBySite.mean).toBeLessThan(always.rightBySite.mean);
  });

  afterAll(() => {
    const head = ["", "|difference|", "by site", "by prior use", "by stratum", "largest in a stratum"];
    const guesses = ["guessed by: all", "own site", "own stratum"];
    const row = (name: string, made: Figures): readonly string[] => [
      name,
      ...[made.difference, made.bySite, made.byPrior, made.byStratum].map(({ mean }) => few(mean)),
      String(made.worstInStratum.most),
      ...[made.rightByAll, made.rightBySite, made.rightByStratum].map(({ mean }) => rate(mean)),
    ];
    const rows = [...figures].map(([name, made]) => row(name, made));
    const all = [[...head, ...guesses], ...rows, ...exact, row(`${minimization}, a second program`, own)];
    tables.push(
      table(
        `${trials} trials of ${participants} at ten sites, a fifth with prior use: means at the end`,
        all,
      ),
    );
  });
});

/* Two in five come with prior use, as in MAPP1 and MAPP2; 32 of 160 are let in. */
test("the cap on prior use holds in every trial, and keeps out nobody else", () => {
  const random = seededRandom("cap");
  const turnedAway = gathering();
  for (let trial = 0; trial < Math.min(trials / 10, 300); trial++) {
    const randomized: Enrolled[] = [];
    let away = 0;
    while (randomized.length < participants) {
      const who = comer(random.next(), random.next(), 0.4);
      const reached = reachedCap(reference, levelTotals(reference, randomized), who);
      const users = randomized.filter((one) => one["prior-use"] === "prior-use").length;
      expect(reached !== undefined).toBe(who["prior-use"] === "prior-use" && users === 32);
      if (reached) away++;
      else randomized.push(who);
    }
    const gauge = enrollmentGauge(reference, participants, levelTotals(reference, randomized));
    expect(gauge.levels.find(({ level }) => level === "prior-use")).toMatchObject({ cap: 32, left: 0 });
    turnedAway.add(away);
  }
  const { mean } = turnedAway.mean();
  tables.push(
    `Cap on prior use where two in five have it: ${mean.toFixed(1)} turned away for 160 randomized, 32 of them with prior use at most`,
  );
});

test("over a trial, minimization keeps an unequal ratio", () => {
  const plan = planOf({ weights: [2, 1], factors: ["site", "prior-use"], followProbability: follow });
  const random = seededRandom("two to one");
  const share = gathering();
  for (let trial = 0; trial < trials; trial++) {
    const arms = allot(plan, enroll(random), chanceFrom(random));
    share.add(arms.filter((arm) => arm === 0).length / participants);
  }
  const { mean, error } = share.mean();
  tables.push(
    `Two to one by minimization, ${follow}: a share of ${mean.toFixed(4)} (standard error ${error.toFixed(5)}), expected ${(2 / 3).toFixed(4)}`,
  );
  expect(Math.abs(mean - 2 / 3)).toBeLessThan(0.003 + bound(error));
});

/* HMAC-DRBG is slower than the generator of the simulations; a tenth of the trials shows that nothing else differs. */
describe("the cryptographic generator", () => {
  const some = trials / 10;
  const seedOf = (trial: number): Uint8Array => seededRandom(`sealed ${trial}`).bytes(32);
  const plans = [
    planOf({ method: "simple", weights: equal }),
    planOf({ method: "permuted-blocks", weights: equal, factors: ["site", "prior-use"], blockSizes: [4, 6] }),
    reference,
  ];

  test.each(plans)(
    "$method: every list is drawn again from its seed without a difference, and as even as by the other",
    (plan) => {
      const random = seededRandom("sealed participants");
      const outcomes: Outcome[] = [];
      for (let trial = 0; trial < some; trial++) {
        const source = { seed: seedOf(trial), studyId: "study", planVersion: "1" };
        const enrolled = enroll(random);
        const drawn = replay(source, plan, enrolled);
        const claimed = enrolled.map((strata, at) => ({
          number: randomizationNumber(at + 1),
          strata,
          armId: drawn[at] ?? null,
        }));
        expect(recompute(source, plan, claimed)).toEqual([]);
        outcomes.push(
          outcomeOf(
            enrolled,
            drawn.map((armId) => (armId === plan.arms[0]?.armId ? 0 : 1)),
          ),
        );
      }
      const sealed = gathered(outcomes);
      const quick = gathered(simulate(plan, `beside ${plan.method}`, enroll));
      for (const name of [
        "difference",
        "bySite",
        "byPrior",
        "byStratum",
        "rightBySite",
        "rightByStratum",
      ] as const)
        expect(Math.abs(sealed[name].mean - quick[name].mean), name).toBeLessThan(
          bound(sealed[name].error, quick[name].error),
        );
      tables.push(
        `HMAC-DRBG, ${plan.method}, ${some} trials, every one drawn again without a difference: by site ${few(sealed.bySite.mean)} (other generator ${few(quick.bySite.mean)}), guessed within the stratum ${rate(sealed.rightByStratum.mean)} (${rate(quick.rightByStratum.mean)})`,
      );
    },
  );

  test("gives numbers below n that are those of no other sub-stream", () => {
    const stream = (stratum: string) => chanceOf(seedOf(0), { studyId: "study", planVersion: "1", stratum });
    const [one, other] = [stream("north"), stream("south")];
    const alike = Array.from({ length: trials }, () => one.below(2 ** 32) === other.below(2 ** 32));
    expect(alike).not.toContain(true);
  });
});
