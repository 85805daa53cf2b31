import { z } from "zod";
import type { CompiledDesign } from "#design";
import { contentHash, failed, ok, type Refusal, type Result, refusal, renderIssue } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import { refuseOpenParameters } from "../enrollment/open-parameters.ts";
import { dayOf, nameOf, requireDesign } from "../refusals.ts";
import { requireSealed } from "../sealed/require-sealed.ts";
import { allocationStream, participantStream, studyStream } from "../streams.ts";
import { type AllocationPlan, allocationPlan, planVersionOf } from "./allocation-plan.ts";
import { refuseBlockSizes } from "./block-sizes.ts";
import { capRefusal, levelTotals, reachedCap } from "./caps.ts";
import { notOpen, refuseToRandomize } from "./checks.ts";
import { seedFrom } from "./sealed-arms.ts";
import { randomizationNumber } from "./slots.ts";
import { strataOf } from "./strata-of.ts";
import { placedUnder, takeSlot } from "./take-slot.ts";

const cites = "ICH E9 2.3.2; ICH E6(R3) 4.1; protocol, randomization";

/**
 * Draws and seals the seed, for the plan of the newest version of the protocol. After an amendment that changes the plan, opens the
 * new plan under the same seed; the order of everybody so far stays. Lengths of blocks that are given here are sealed too, so that they stand in no protocol.
 */
export const openRandomization = defineCommand({
  type: "open-randomization",
  subject: "study",
  merge: "adds",
  needsReauthentication: true,
  isSealed: true,
  data: z.strictObject({ blockSizes: z.array(z.int().min(1).max(1_000)).min(1).max(20).optional() }),
  decide: (facts, { blockSizes }, context) => {
    const planned = planOf(facts);
    if (!planned.ok) return planned;
    const { design, plan } = planned.value;
    const no = refuseOpenParameters(facts, design) ?? refuseBlockSizes(plan, blockSizes);
    if (no) return failed(no);
    const { allocation } = requireSealed(facts);
    const planHash = planVersionOf(plan);
    if (allocation.plan?.hash === planHash) {
      const message = `Randomization is open already under version ${allocation.plan.designVersion} of the protocol, whose plan is the same.`;
      return failed(refusal("randomization-open", message, cites, { because: "conflict" }));
    }
    const { version } = design.design;
    // A plan that comes back after another one draws anew: no draw of its first time is used twice.
    const planVersion = contentHash({ planHash, opening: allocation.opened.length + 1 });
    const seed = allocation.seed ?? { secret: { seed: seedFrom(context.newToken()) } };
    return ok([
      { type: "RandomizationOpened", stream: studyStream(context.study), data: { designVersion: version } },
      {
        type: "AllocationOpened",
        stream: allocationStream,
        data: {
          designVersion: version,
          planHash,
          planVersion,
          seed,
          ...(blockSizes ? { blockSizes: { secret: { blockSizes } } } : {}),
        },
      },
    ]);
  },
});

/**
 * Gives a participant the next place of the allocation: eligible on the data as they now are and confirmed so by signature, with current
 * consent and a value for every factor. Who asks learns the number, never the arm.
 */
export const randomizeParticipant = defineCommand({
  type: "randomize-participant",
  subject: "participant",
  merge: "adds",
  isSealed: true,
  data: z.strictObject({}),
  decide: (facts, _data, context) => {
    const planned = planOf(facts);
    if (!planned.ok) return planned;
    const { design, plan } = planned.value;
    const no = refuseToRandomize(facts, design, context);
    if (no) return failed(no);
    const strata = strataOf(facts, design, plan, context);
    if (!strata.ok) return strata;
    const sealed = requireSealed(facts);
    if (sealed.allocation.plan?.hash !== planVersionOf(plan)) return failed(notOpen(facts, design));
    const randomized = placedUnder(plan, sealed.allocation).map((slot) => slot.strata);
    const cap = reachedCap(plan, levelTotals(plan, randomized), strata.value);
    if (cap) return failed(capRefusal(plan, cap, nameOf(facts)));
    const { number, events } = takeSlot(sealed, plan, strata.value, context);
    return ok([
      {
        type: "ParticipantRandomized",
        stream: participantStream(context.subjectId),
        data: {
          randomizationNumber: randomizationNumber(number),
          randomizedOn: dayOf(facts, context),
          designVersion: design.design.version,
          strata: strata.value,
        },
      },
      ...events,
    ]);
  },
});

type Planned = { readonly design: CompiledDesign; readonly plan: AllocationPlan };

function planOf(facts: Facts): Result<Planned, Refusal> {
  const design = requireDesign(facts);
  if (!design.ok) return design;
  const plan = allocationPlan(design.value);
  if (plan.ok) return ok({ design: design.value, plan: plan.value });
  const why = plan.error.issues.map(renderIssue).join("; ");
  const message = `Version ${design.value.design.version} of the protocol has no plan by which anybody could be randomized: ${why}.`;
  return failed(refusal("no-randomization-plan", message, cites));
}
