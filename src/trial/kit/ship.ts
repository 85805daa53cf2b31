import { z } from "zod";
import { type CompiledDesign, type KitKind, numberOf, packedDoses } from "#design";
import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand, type Facts } from "../command.ts";
import type { Context } from "../context.ts";
import { calendarDate, text } from "../fields.ts";
import { dayOf, requireDesign } from "../refusals.ts";
import { requireSealed } from "../sealed/require-sealed.ts";
import { kitMapStream, stockStream } from "../streams.ts";
import { type KitCode, kitCodeFrom } from "./code.ts";
import { kitKind } from "./events.ts";
import type { KitContent, KitMapState } from "./sealed-kits.ts";

const cites = "21 CFR 312.6; ICH E6(R3) 3.15.3; protocol, kits";

/** What is in the kits of an arm, a level and a kind: the unblinded side alone knows it. */
const pack = z.strictObject({
  armId: text,
  level: text,
  kind: kitKind,
  lot: z.string().regex(/^[\x20-\x7e]{1,80}$/, "expected a lot number of up to 80 letters of ASCII"),
  /** To when the lot is good. */
  expiresOn: calendarDate,
  capsules: z.int().min(1).max(50),
  milligrams: z.number().min(0).max(10_000),
});
type Pack = z.output<typeof pack>;

/**
 * Sends kits to a site: as many of each level and kind for every arm, with codes that are drawn here, the same capsules and the same
 * labelled expiry. What is in which kit goes behind the seal; the site is told the codes, in their own order.
 */
export const shipKits = defineCommand({
  type: "ship-kits",
  subject: "site",
  merge: "adds",
  isSealed: true,
  stock: "read",
  data: z.strictObject({
    setsPerArm: z.int().min(1).max(40),
    /** The date on the label, the same on all. */
    expiresOn: calendarDate,
    packs: z.array(pack).min(1).max(200),
  }),
  decide: (facts, data, context) => {
    const design = requireDesign(facts);
    if (!design.ok) return design;
    const no = refusePacks(facts, design.value, data, context);
    if (no) return failed(no);
    const { kits: plan, arms } = plannedKits(design.value);
    const kits = kitsFrom(data.packs, data.setsPerArm, requireSealed(facts).kits, context);
    const shipmentId = context.newId();
    const siteId = context.subjectId;
    return ok([
      {
        type: "KitsShipped",
        stream: stockStream(siteId),
        data: {
          shipmentId,
          designVersion: design.value.design.version,
          arms,
          setsPerArm: data.setsPerArm,
          expiresOn: data.expiresOn,
          resupplyBelow: plan.resupplyBelow,
          countEvery: plan.countEvery,
          kits: kits.map(({ code, pack: { kind, level, capsules } }) => ({ code, kind, level, capsules })),
        },
      },
      {
        type: "KitsSealed",
        stream: kitMapStream,
        data: {
          shipmentId,
          siteId,
          kits: kits.map(({ code, pack: { armId: arm, lot, milligrams } }) => {
            const content: KitContent = { code, arm, lot, milligrams };
            return { code, content: { secret: content } };
          }),
        },
      },
    ]);
  },
});

/** Every kit with a fresh code, in the order of the codes: they are drawn at random, so that their order tells nothing. */
function kitsFrom(
  packs: readonly Pack[],
  setsPerArm: number,
  known: KitMapState,
  context: Context,
): readonly { readonly code: KitCode; readonly pack: Pack }[] {
  const drawn = new Map<KitCode, Pack>();
  for (const one of packs) {
    for (let set = 0; set < setsPerArm; set++) {
      let code = kitCodeFrom(context.newId());
      while (drawn.has(code) || known.kits[code]) code = kitCodeFrom(context.newId());
      drawn.set(code, one);
    }
  }
  return [...drawn].map(([code, one]) => ({ code, pack: one })).sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** How many arms get kits, and what the plan says in numbers. */
function plannedKits({ design, parameters }: CompiledDesign) {
  const { kits, doseRegimens } = design;
  const arms = new Set(doseRegimens.map(({ armId }) => armId)).size;
  return {
    arms,
    kits: {
      resupplyBelow: numberOf(parameters, kits?.resupplyBelow) ?? 0,
      countEvery: numberOf(parameters, kits?.countEvery) ?? 1,
    },
  };
}

function refusePacks(
  facts: Facts,
  design: CompiledDesign,
  { packs, expiresOn }: { readonly packs: readonly Pack[]; readonly expiresOn: string },
  context: Context,
): Refusal | undefined {
  if (!design.design.kits) {
    const message = `Version ${design.design.version} of the protocol plans no kits.`;
    return refusal("no-kits-planned", message, cites);
  }
  if (expiresOn <= dayOf(facts, context)) {
    const message = `Cannot ship these kits: by their label they expire on ${expiresOn}.`;
    return refusal("kit-expired", message, cites, { path: "data.expiresOn" });
  }
  return refuseUnevenPacks(design, packs) ?? refusePackContents(design, packs, expiresOn);
}

/** Each level and kind once for every arm, and the same capsules in all of them. */
function refuseUnevenPacks(design: CompiledDesign, packs: readonly Pack[]): Refusal | undefined {
  const path = "data.packs";
  for (const level of new Set(packs.map((one) => one.level))) {
    const doses = packedDoses(design, level);
    if (doses.length === 0) continue;
    for (const kind of kindsOf(doses)) {
      const own = packs.filter((one) => one.level === level && one.kind === kind);
      const arms = doses.map(({ armId }) => armId);
      const isWhole =
        own.length === arms.length && arms.every((arm) => own.some(({ armId }) => armId === arm));
      if (!isWhole) {
        const message = `Cannot ship these kits: level ${level} needs one ${kind} pack for each of the ${arms.length} arms, so that stock tells nothing.`;
        return refusal("packs-uneven", message, cites, { path });
      }
      if (new Set(own.map(({ capsules }) => capsules)).size > 1) {
        const message = `Cannot ship these kits: the ${kind} kits of level ${level} hold different numbers of capsules. They must be alike in every arm.`;
        return refusal("capsules-differ", message, cites, { path });
      }
    }
  }
  return undefined;
}

function refusePackContents(
  design: CompiledDesign,
  packs: readonly Pack[],
  labelled: string,
): Refusal | undefined {
  for (const [at, { armId, level, kind, milligrams, expiresOn }] of packs.entries()) {
    const doses = packedDoses(design, level);
    const dose = doses.find((one) => one.armId === armId);
    const path = `data.packs.${at}`;
    if (!dose || !kindsOf(doses).includes(kind)) {
      const message = `Cannot ship these kits: the protocol has no ${kind} dose of level ${level} in that arm.`;
      return refusal("no-such-dose", message, cites, { path });
    }
    if (dose[kind] !== milligrams) {
      const message = `Cannot ship these kits: a pack holds ${milligrams} mg where the protocol says ${dose[kind]} mg.`;
      return refusal("dose-differs", message, cites, { path: `${path}.milligrams` });
    }
    if (expiresOn < labelled) {
      const message = `Cannot ship these kits: the label says ${labelled}, and a lot is good only to ${expiresOn}.`;
      return refusal("label-beyond-lot", message, cites, { path: `${path}.expiresOn` });
    }
  }
  return undefined;
}

function kindsOf(doses: readonly { readonly supplemental: number }[]): readonly KitKind[] {
  return doses.some(({ supplemental }) => supplemental > 0) ? ["initial", "supplemental"] : ["initial"];
}
