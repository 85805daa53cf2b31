import fc from "fast-check";
import { expect, test } from "vitest";
import { type Instant, millisecondsOf } from "#kernel";
import { type Person, staff } from "../testing/people.ts";
import {
  aRoom,
  deviationsIn,
  factsIn,
  later,
  type Room,
  readyForDose,
  tryIn,
} from "../testing/session-room.ts";
import { smallPlan } from "../testing/small-session.ts";
import { sessionEnding } from "./events.ts";
import { gridOf } from "./grid-status.ts";

type Step = {
  readonly wait: number;
  readonly what: number;
  readonly which: number;
  readonly by: number;
  readonly alone: boolean;
  readonly late: number;
};

const step: fc.Arbitrary<Step> = fc.record({
  wait: fc.integer({ min: 0, max: 25 }),
  what: fc.integer({ min: 0, max: 199 }),
  which: fc.integer({ min: 0, max: 99 }),
  by: fc.integer({ min: 0, max: 3 }),
  alone: fc.boolean(),
  late: fc.integer({ min: 0, max: 3 }),
});

const actors: readonly Person[] = [
  staff.therapist,
  staff.coordinator,
  staff.subInvestigator,
  staff.southCoordinator,
];
const capacities = ["lead", "assistant", "physician"];
const points = ["baseline", "first", "second", "hourly", "after", "late"];
const kits = [
  { kind: "initial", code: "AAAA-AAAA" },
  { kind: "supplemental", code: "BBBB-BBBB" },
] as const;

type Proposal = readonly [type: string, data: unknown];
const of = <One>(all: readonly One[], at: number): One => all[at % all.length] as One;

/** Whatever somebody might do in a session, sensible or not. */
const proposals: readonly ((room: Room, step: Step) => Proposal)[] = [
  (_, { which, by }) => ["enter-session", { user: of(actors, which).user, capacity: of(capacities, by) }],
  (_, { which, by }) => [
    "enter-session",
    { user: of(actors, which).user, capacity: of(capacities, by), relieves: of(actors, which + 1).user },
  ],
  (_, { which }) => ["leave-session", { user: of(actors, which).user, why: "break" }],
  () => ["confirm-session-identity", { particulars: ["name", "birth-date"] }],
  () => ["confirm-physician-reach", { user: staff.subInvestigator.user, telephone: "+1 212", minutes: 10 }],
  () => ["override-gate-line", { lineId: "vitals", why: { freeText: "It is the cuff." } }],
  () => ["open-gate", {}],
  (_, { which }) => ["open-session-kit", of(kits, which)],
  (_, { which }) => ["record-dose", { ...of(kits, which), capsules: of([2, 1, 1, 3], which) }],
  (_, { which }) => ["record-vitals", { values: { systolic: 100 + which }, pointId: of(points, which) }],
  (_, { which }) => ["record-vitals", { values: { systolic: 110 + (which % 40) } }],
  (_, { which }) => ["record-probes", { answers: { gait: which % 4 > 0 }, pointId: of(points, which) }],
  (_, { which }) => ["omit-measurement", { pointId: of(points, which), why: "not-disturbed" }],
  (_, { which }) => [
    "decide-supplemental",
    {
      decision: which % 3 ? "give" : "withhold",
      reasons: which % 2 ? ["declined"] : [],
      participantAgrees: which % 5 > 0,
    },
  ],
  (_, { which }) => [
    "note-effect",
    {
      effect: which % 2 ? "euphoria" : "vomiting",
      intensity: "mild",
      valence: "positive",
      noticedBy: "asked",
    },
  ],
  (_, { which }) => ["rate-distress", { distress: which }],
  (_, { which }) => ["assess-readiness", { criteria: { escort: which % 3 > 0 } }],
  (_, { which }) => ["end-session", { ending: of(sessionEnding.options, which) }],
];

/** The room after a step, and what it was before. Ends are rare, so that sessions last. */
function taken(
  room: Room,
  step: Step,
): { readonly before: Room; readonly after: Room; readonly at: Instant } {
  const before = later(room, step.wait);
  const isEnd = step.what < 4;
  const propose = isEnd ? of(proposals, proposals.length - 1) : of(proposals.slice(0, -1), step.what);
  const [type, data] = propose(before, step);
  const minutesAgo = step.late === 3 ? 2 : 0;
  const { room: after } = tryIn(before, type, data, {
    by: of(actors, step.by),
    alone: step.alone,
    minutesAgo,
  });
  const at = new Date(millisecondsOf(before.now) - minutesAgo * 60_000).toISOString() as Instant;
  return { before, after, at };
}

/** How many qualified people are in the room, and whether the lead is: said anew, and not by the rule that is tested. */
function isShort({ session }: Room, at: Instant): boolean {
  const inside = session.presence.filter(({ from, until }) => from <= at && (until === null || until > at));
  const qualified = (user: string, capacity: string): boolean =>
    (user === staff.therapist.user && capacity === "lead") ||
    (user === staff.coordinator.user && capacity === "assistant");
  const counted = inside.filter(({ user, capacity }) => qualified(user, capacity)).map(({ user }) => user);
  return new Set(counted).size < 2;
}

const minutes = (from: Instant, to: Instant): number => (millisecondsOf(to) - millisecondsOf(from)) / 60_000;

function checkStep(before: Room, after: Room, at: Instant): void {
  const events = after.appends.length > before.appends.length ? (after.appends.at(-1) ?? []) : [];
  const broken = deviationsIn({ ...after, appends: [events] });
  for (const { type, data } of events) {
    if (type === "SessionKitOpened") expect(before.session.gate, "a kit behind a closed gate").not.toBeNull();
    if (type === "DoseGiven") checkDose(before, data as { kind: string }, at, broken);
    if (type === "SessionEnded")
      expect(sessionEnding.options).toContain((data as { readonly ending: string }).ending);
  }
  const isDosed = after.session.status === "dosed";
  const becameShort = isShort(after, at) && !(before.session.status === "dosed" && isShort(before, at));
  if (isDosed && becameShort && events.length > 0) expect(broken).toContain("too-few-present");
}

function checkDose(
  { session }: Room,
  { kind }: { readonly kind: string },
  at: Instant,
  broken: readonly string[],
): void {
  const initial = session.doses.find((dose) => dose.kind === "initial");
  if (!session.gate) expect(broken).toContain("gate-closed");
  if (session.doses.some((dose) => dose.kind === kind)) expect(broken).toContain(`second-${kind}`);
  if (kind !== "supplemental") return;
  const after = initial && minutes(initial.at, at);
  if (after === undefined || after < 90 || after > 120) expect(broken).toContain("outside-window");
  if (session.supplemental?.decision !== "give") expect(broken).toContain("not-decided");
}

/** Whatever was not measured in its time shows as what it is. */
function checkGrid(room: Room): void {
  const { session, now } = room;
  const end = session.ended?.at ?? now;
  for (const { point, closesAt, opensAt, vitals } of gridOf(factsIn(room), now)) {
    if (!closesAt || !opensAt || end <= closesAt) continue;
    const inTime = session.vitals.some(
      (one) => one.pointId === point.id && !one.struck && one.at >= opensAt && one.at <= closesAt,
    );
    if (!inTime) expect(["late", "early", "overdue", "missed", "omitted"]).toContain(vitals);
  }
}

/** Half of the sessions start from the first minute, half with everything ready. */
const starts = { ready: readyForDose(), empty: aRoom() };

test("in ten thousand random sessions no rule of dosing is broken without a deviation in the same append", {
  timeout: 120_000,
}, () => {
  expect(smallPlan.supplemental).toMatchObject({ from: 90, to: 120 });
  let doses = 0;
  fc.assert(
    fc.property(
      fc.constantFrom("ready" as const, "empty" as const),
      fc.array(step, { minLength: 10, maxLength: 45 }),
      (from, steps) => {
        let now: Room = starts[from];
        for (const one of steps) {
          const { before, after, at } = taken(now, one);
          checkStep(before, after, at);
          now = after;
        }
        checkGrid(now);
        doses += now.session.doses.length;
      },
    ),
    { numRuns: 10_000, seed: 20_240_808 },
  );
  expect(doses).toBeGreaterThan(5_000);
});
