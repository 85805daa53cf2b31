import { z } from "zod";
import { designId, label, numberOrParameter, prose, role, source } from "./primitives.ts";

/** What can be kept from somebody. */
const blindedFact = z.enum([
  "arm",
  "session-content",
  "visit-number",
  "earlier-scores",
  "site",
  "adverse-events",
  "potentially-unblinding",
  "self-reports",
]);
export type BlindedFact = z.infer<typeof blindedFact>;

/** Who is blinded to what. A role that is not listed is blinded to the arm alone. */
export const blinding = z.strictObject({
  schema: z.enum(["open-label", "single-blind", "double-blind", "triple-blind", "quadruple-blind"]),
  description: prose.optional(),
  rules: z.array(z.strictObject({ role, blindedTo: z.array(blindedFact) })).default([]),
});
export type Blinding = z.infer<typeof blinding>;

/** The doses of one arm at one dosing encounter, in milligrams of the named substance and salt. */
export const doseRegimen = z.strictObject({
  id: designId,
  armId: designId,
  encounterId: designId,
  substance: label,
  route: label.default("oral"),
  initialDose: z.array(numberOrParameter).min(1),
  /**
   * Which level of the kit plan each initial dose is, in the same order. An arm with one dose for several levels names them all: what is
   * chosen is then the same in every arm, and what is swallowed is not.
   */
  levels: z.array(designId).min(1).optional(),
  /** Share of the initial dose. */
  supplementalFraction: numberOrParameter.optional(),
  /** Minutes after the initial dose. */
  supplementalWindow: z.strictObject({ from: numberOrParameter, to: numberOrParameter }).optional(),
  maximumPerSession: numberOrParameter,
  source: source.optional(),
});
export type DoseRegimen = z.infer<typeof doseRegimen>;

/**
 * How doses are packed, so that a site can handle them without learning an arm. A kit is named by its level and its kind (initial or
 * supplemental) and never by what is in it.
 */
export const kitPlan = z.strictObject({
  levels: z.array(z.strictObject({ id: designId, label })).min(1),
  /** From how many days before a session on its kits are due to be assigned. */
  assignAhead: numberOrParameter,
  /** The site gets more once it can serve no more than so many sessions of a level. */
  resupplyBelow: numberOrParameter,
  /** A kit has to be good for so many days after its session. */
  expiryMargin: numberOrParameter,
  /** Days between two counts of the stock. */
  countEvery: numberOrParameter,
  source: source.optional(),
});
export type KitPlan = z.infer<typeof kitPlan>;

const ratioOfArm = z.strictObject({
  armId: designId,
  weight: z.int().min(1),
  /** In a factorial design: by treatment factor, the level that this arm gets. */
  levels: z.record(designId, designId).optional(),
});

/** A treatment of a factorial design, such as the drug or the therapy; each arm is one combination of levels. */
const treatmentFactor = z.strictObject({
  id: designId,
  label,
  levels: z.array(z.strictObject({ id: designId, label })).min(2),
});

/** Of participants with this value of the factor at most a share of the planned enrollment, or at most a count. */
const enrollmentCap = z.strictObject({
  factorId: designId,
  value: z.string(),
  share: numberOrParameter.optional(),
  count: numberOrParameter.optional(),
});

/**
 * How arms are allotted; the list and its seed are sealed elsewhere.
 *
 * `blockSizes`, `randomElement`, `imbalance` and the weights of factors and site help to guess the next arm: ICH E9
 * 2.3.2 keeps such details from sites. They are for unblinded roles alone; `blockSizes` above all. Which of the sizes
 * a block has is nowhere in the design, but drawn and sealed.
 */
export const randomizationPlan = z.strictObject({
  method: z.enum(["minimization", "permuted-blocks", "simple"]),
  ratio: z.array(ratioOfArm).min(2),
  /** Items whose values balance the arms, beside the site. */
  factors: z.array(
    z.strictObject({
      id: designId,
      label,
      reference: z.string().max(200),
      weight: numberOrParameter.optional(),
    }),
  ),
  /** Whether arms are balanced within each site too, and how much that counts. Where nothing is said they are, with weight 1. */
  site: z
    .strictObject({
      balance: z.boolean(),
      weight: numberOrParameter.optional(),
      /** How many sites are planned, by which the size of strata is judged. */
      planned: z.int().min(1).optional(),
    })
    .optional(),
  /** Lengths that a permuted block may have: multiples of the sum of the weights. Where nothing is said, twice and three times the sum. */
  blockSizes: z.array(z.int().min(1)).min(1).optional(),
  /** With which probability minimization follows the better-balancing arm. */
  randomElement: numberOrParameter.optional(),
  /** How minimization tells the imbalance of a level in one number; the range where nothing is said. */
  imbalance: z.enum(["range", "variance", "standard-deviation"]).optional(),
  treatmentFactors: z.array(treatmentFactor).optional(),
  caps: z.array(enrollmentCap).default([]),
  source: source.optional(),
});
export type RandomizationPlan = z.infer<typeof randomizationPlan>;
