import type { CompiledDesign } from "#design";
import { addDays, type CalendarDate, type Instant } from "#kernel";
import { type ParticipantState, scheduleOf, visitIdFor } from "#trial";
import type { Story } from "../agenda.ts";
import type { VisitFate } from "../fate.ts";
import { formsOf } from "../held-visit.ts";
import { holdVisit } from "../hold-visit.ts";
import { lastDoseAfter } from "../logs/keep-logs.ts";
import { dayAt, instantAt, nextWorkday, workdayNear } from "../moments.ts";
import { requestAnew, requestRatings } from "../rating.ts";
import { orderedRating } from "../scenes/ordered-rating.ts";
import {
  at,
  dayFromEnd,
  designOf,
  doFor,
  isConsentCurrent,
  later,
  stateOf,
  type Telling,
} from "../telling.ts";
import { leave } from "./leaving.ts";
import { beginInterview, leaveOpen } from "./left-open.ts";
import { isRandomizedAt, randomize } from "./randomizing.ts";
import { scenesAfter } from "./scenes.ts";
import { stopDosing } from "./stopping.ts";

/** The next visit: which, when it is aimed at, and for when it is arranged. */
type NextVisit = {
  readonly instanceId: string;
  readonly encounterId: string;
  readonly visitId: string;
  readonly latest: CalendarDate | undefined;
  readonly plannedFor: Instant;
};

/** From enrollment on: the next visit that is due is arranged, and held on its day. */
export async function* takePart(telling: Telling): Story {
  for (;;) {
    const next = await nextVisit(telling);
    if (!next || isBeyondTransfer(telling, next)) return;
    const goesOn = yield* goThrough(telling, next);
    if (!goesOn) return;
  }
}

/** The visits of the life before a transfer are held at the first site, those after it at the other. */
function isBeyondTransfer({ fate, site, end }: Telling, { plannedFor }: NextVisit): boolean {
  const { transfer, person } = fate;
  if (!transfer || site.number !== person.site) return false;
  return dayAt(plannedFor, site.zone) >= addDays(dayAt(end, site.zone), transfer.inDays);
}

async function nextVisit(telling: Telling): Promise<NextVisit | undefined> {
  const { fate, site } = telling;
  const state = await stateOf(telling);
  const design = await designOf(telling, state);
  const open = scheduleOf(state, design, site.zone).points.flatMap(
    ({ plan, encounterId, actual, ...point }) =>
      actual === undefined && encounterId !== undefined && plan.kind === "planned" && plan.firm
        ? [{ ...point, plan, encounterId }]
        : [],
  );
  const [next] = open.sort((a, b) => a.plan.target.localeCompare(b.plan.target));
  if (!next) return undefined;
  const { encounterId, instanceId, occurrence, plan } = next;
  const isDosing = design.encounters.get(encounterId)?.session === "dosing";
  const target = encounterId === "v3" ? washedOutBy(telling, state, plan.target) : plan.target;
  const day = workdayNear(target, plan, isDosing ? (weekday) => weekday >= 1 && weekday <= 4 : undefined);
  const special = fate.visits?.[encounterId];
  const own = special && "inDays" in special && special.inDays !== undefined;
  const moment = own
    ? at(telling, dayFromEnd(telling, special.inDays), isDosing ? "08:30" : "11:00")
    : at(telling, day, isDosing ? "08:30" : "10:00");
  const plannedFor = own || moment > telling.clock.now() ? moment : later(telling, 30);
  return {
    instanceId,
    encounterId,
    visitId: visitIdFor(instanceId, occurrence),
    latest: plan.latest,
    plannedFor,
  };
}

/** The baseline waits until a tapered drug has left the body: two weeks and a day cover every drug of this story. */
function washedOutBy(
  { fate }: Telling,
  { enrollment }: ParticipantState,
  target: CalendarDate,
): CalendarDate {
  if (!fate.person.medicine || !enrollment.enrolledOn) return target;
  const washedOut = addDays(lastDoseAfter(enrollment.enrolledOn), 15);
  return washedOut > target ? washedOut : target;
}

/** Arranges a visit and lets happen to it what happens. @returns whether there is another visit after it */
async function* goThrough(telling: Telling, next: NextVisit): AsyncGenerator<Instant, boolean, void> {
  const { fate } = telling;
  const { encounterId, visitId, plannedFor } = next;
  const design = await designOf(telling, await stateOf(telling));
  const special = fate.visits?.[encounterId];
  await arrange(telling, design, next);
  if (await isBlocked(telling, design, encounterId)) return false;
  await requestRatings(telling, visitId, formsOf(design, encounterId), plannedFor);
  if (special?.kind === "arranged") {
    for (const [other, inDays] of Object.entries(special.also ?? {}))
      await arrangeAlso(telling, design, other, inDays);
    return false;
  }
  yield plannedFor;
  if (special?.kind === "missed") {
    const data = { visitId, why: { freeText: special.why } };
    await doFor(telling, { as: telling.site.coordinator, type: "miss-visit", data });
    return !(yield* leave(telling, encounterId));
  }
  yield* move(telling, next, special);
  if (await isBlocked(telling, design, encounterId)) return false;
  if (special?.kind === "left-open") {
    yield* leaveOpen(telling, next);
    return false;
  }
  if (special?.kind === "interview-open") {
    yield* beginInterview(telling, next);
    return false;
  }
  yield* holdVisit(telling, next, isSignedAt(telling, design, encounterId));
  if (isRandomizedAt(design, encounterId)) yield* randomize(telling);
  scenesAfter(telling, encounterId);
  telling.begin(orderedRating(telling, visitId));
  yield later(telling, 15);
  if (fate.dosingStopsAfter === encounterId) yield* stopDosing(telling);
  return !(yield* leave(telling, encounterId));
}

async function arrange(
  telling: Telling,
  { encounters }: CompiledDesign,
  { instanceId, encounterId, plannedFor }: Pick<NextVisit, "instanceId" | "encounterId" | "plannedFor">,
): Promise<void> {
  const mode = encounters.get(encounterId)?.contactModes[0] ?? "in-person";
  const data = { instanceId, plannedFor, mode };
  await doFor(telling, { as: telling.site.coordinator, type: "schedule-visit", data });
}

function arrangeAlso(
  telling: Telling,
  design: CompiledDesign,
  encounterId: string,
  inDays: number,
): Promise<void> {
  const plannedFor = instantAt(dayFromEnd(telling, inDays), "10:00", telling.site.zone);
  return arrange(telling, design, { instanceId: `at-${encounterId}`, encounterId, plannedFor });
}

/** Whether consent keeps the visit from taking place. */
async function isBlocked(
  telling: Telling,
  { encounters }: CompiledDesign,
  encounterId: string,
): Promise<boolean> {
  const encounter = encounters.get(encounterId);
  return !encounter?.safetyAssessment && !(await isConsentCurrent(telling, encounter));
}

async function* move(
  telling: Telling,
  { visitId, latest, plannedFor }: NextVisit,
  special: VisitFate | undefined,
): Story {
  if (special?.kind !== "late" && special?.kind !== "moved") return;
  const day = dayAt(plannedFor, telling.site.zone);
  const base = special.kind === "late" ? (latest ?? day) : day;
  const moved = at(telling, nextWorkday(addDays(base, special.days)), "11:00");
  const data = { visitId, plannedFor: moved, why: { freeText: special.why } };
  await doFor(telling, { as: telling.site.coordinator, type: "reschedule-visit", data });
  await requestAnew(telling, visitId, moved);
  yield moved;
}

/** From the visit on that the fate names, nothing is signed for now. */
function isSignedAt({ fate }: Telling, { mainTimeline }: CompiledDesign, encounterId: string): boolean {
  const order = (mainTimeline?.instances ?? []).map((one) =>
    "encounterId" in one ? one.encounterId : undefined,
  );
  const from = order.indexOf(fate.unsignedFrom);
  return fate.unsignedFrom === undefined || order.indexOf(encounterId) < from;
}
