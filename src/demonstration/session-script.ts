import type { ResolvedSession } from "#design";
import type { Action, SessionState } from "#trial";
import type { DemonstrationSite } from "./cast.ts";

/** One act of a session: at which minute from the initial dose, who, what; some of it as the session then stands. */
export type SessionAct = {
  readonly minute: number;
  readonly as: string;
  readonly type: Action;
  readonly data: object | ((session: SessionState) => object);
  readonly witness?: string;
};

/** How a session of the demonstration goes. */
export type SessionCourse = "ready" | "overnight" | "running" | "gate";

type Around = {
  readonly plan: ResolvedSession;
  readonly site: DemonstrationSite;
  readonly userIdOf: (username: string) => string;
  readonly kits: { readonly initial?: string | undefined; readonly supplemental?: string | undefined };
};

const supplementalAt = 104;

/** What is entered in a session held at a site, in its order. Each value is of a session as they are: raised, and come down again. */
export function sessionScript(around: Around, course: SessionCourse): readonly SessionAct[] {
  const before = course === "gate" ? arriving(around) : [...arriving(around), ...dosing(around)];
  const during = course === "gate" ? [] : [...grid(around), ...happening(around)];
  const after = course === "ready" || course === "overnight" ? leaving(around, course) : [];
  return [...before, ...during, ...after].sort((a, b) => a.minute - b.minute);
}

function arriving({ site, userIdOf }: Around): readonly SessionAct[] {
  const { leadTherapist: lead, coTherapist: co, investigator } = site;
  const enter = (minute: number, who: string, capacity: string): SessionAct => ({
    minute,
    as: lead,
    type: "enter-session",
    data: { user: userIdOf(who), capacity },
  });
  const reach = { user: userIdOf(investigator), telephone: "+1 555 0100", minutes: 10 };
  return [
    enter(-60, lead, "lead-monitor"),
    enter(-58, co, "assistant-monitor"),
    { minute: -50, as: lead, type: "confirm-physician-reach", data: reach },
    {
      minute: -45,
      as: lead,
      type: "confirm-session-identity",
      data: { particulars: ["name", "birth-date"] },
    },
  ];
}

function dosing({ plan, site, kits }: Around): readonly SessionAct[] {
  const { leadTherapist: lead, coTherapist: co } = site;
  const baseline = plan.grid.withSupplemental.find(({ at }) => at < 0);
  const point = baseline ? { pointId: baseline.id } : {};
  return [
    {
      minute: -15,
      as: co,
      type: "record-vitals",
      data: { values: valuesAt(-15, plan), position: "sitting", ...point },
    },
    { minute: -14, as: co, type: "record-probes", data: { answers: clear(plan, 0), ...point } },
    { minute: -12, as: lead, type: "rate-distress", data: { distress: 45, arousal: 50 } },
    { minute: -3, as: lead, type: "open-gate", data: {} },
    {
      minute: -2,
      as: lead,
      type: "open-session-kit",
      data: { kind: "initial", code: kits.initial },
      witness: co,
    },
    {
      minute: 0,
      as: lead,
      type: "record-dose",
      data: { kind: "initial", code: kits.initial, capsules: 2 },
      witness: co,
    },
  ];
}

/** Vital signs and probes at every point after the dose. */
function grid({ plan, site }: Around): readonly SessionAct[] {
  return plan.grid.withSupplemental
    .filter(({ at, anchor }) => at >= 0 || anchor === "supplemental")
    .flatMap(({ id, at, anchor, vitals, probes }): readonly SessionAct[] => {
      const minute = (anchor === "supplemental" ? supplementalAt : 0) + at;
      const strength = Math.max(0, Math.round(80 - Math.abs(minute - 150) / 4));
      return [
        ...(vitals
          ? [
              {
                minute: minute + 1,
                as: site.coTherapist,
                type: "record-vitals" as const,
                data: { values: valuesAt(minute, plan), pointId: id },
              },
            ]
          : []),
        ...(probes
          ? [
              {
                minute: minute + 2,
                as: site.coTherapist,
                type: "record-probes" as const,
                data: { answers: clear(plan, minute > 380 ? 5 : strength), pointId: id },
              },
            ]
          : []),
      ];
    });
}

function happening({ plan, site, kits }: Around): readonly SessionAct[] {
  const { leadTherapist: lead, coTherapist: co } = site;
  const effect = (minute: number, id: string, intensity: string, valence: string): SessionAct => ({
    minute,
    as: co,
    type: "note-effect",
    data: { effect: id, intensity, valence, noticedBy: "asked" },
  });
  const note = (minute: number, text: string): SessionAct => ({
    minute,
    as: lead,
    type: "take-note",
    data: { note: { freeText: text } },
  });
  const distress = (minute: number, value: number, arousal: number): SessionAct => ({
    minute,
    as: lead,
    type: "rate-distress",
    data: { distress: value, arousal },
  });
  const decided = { decision: "give", participantAgrees: true, reasons: [] };
  return [
    { minute: 6, as: lead, type: "change-music", data: { state: "playing", playlist: "Opening" } },
    { minute: 8, as: lead, type: "change-eyeshades", data: { worn: true } },
    effect(38, "bruxism", "mild", "negative"),
    effect(46, "euphoric-mood", "moderate", "positive"),
    distress(48, 55, 66),
    note(62, "Speaks of the night of the accident for the first time."),
    distress(75, 70, 62),
    { minute: 99, as: lead, type: "decide-supplemental", data: decided },
    {
      minute: 102,
      as: lead,
      type: "open-session-kit",
      data: { kind: "supplemental", code: kits.supplemental },
      witness: co,
    },
    {
      minute: supplementalAt,
      as: lead,
      type: "record-dose",
      data: { kind: "supplemental", code: kits.supplemental, capsules: 1 },
      witness: co,
    },
    effect(128, "nausea", "mild", "negative"),
    distress(140, 60, 58),
    // Raised once beyond the threshold of alert, and measured again.
    {
      minute: 152,
      as: co,
      type: "record-vitals",
      data: { values: { ...valuesAt(152, plan), systolic: 172 } },
    },
    {
      minute: 167,
      as: co,
      type: "record-vitals",
      data: { values: { ...valuesAt(167, plan), systolic: 154 } },
    },
    { minute: 153, as: co, type: "take-escalation-step", data: (now) => ({ ...alert(now), step: "calm" }) },
    { minute: 168, as: co, type: "take-escalation-step", data: (now) => ({ ...alert(now), step: "repeat" }) },
    {
      minute: 170,
      as: lead,
      type: "resolve-escalation",
      data: (now) => ({
        ...alert(now),
        outcome: { freeText: "Rest and a cool room; 154 on repeat, no symptom." },
      }),
    },
    distress(210, 45, 48),
    distress(300, 30, 40),
  ];
}

/** The alert that is under way. */
function alert({ escalations }: SessionState): { readonly escalationKey: string } {
  const running = escalations.find(({ resolvedAt }) => resolvedAt === null);
  if (!running) throw new Error("No escalation is under way in this session.");
  return { escalationKey: running.escalationKey };
}

function leaving({ plan, site }: Around, course: "ready" | "overnight"): readonly SessionAct[] {
  const { leadTherapist: lead, coTherapist: co } = site;
  const criteria = Object.fromEntries(
    (plan.readiness?.criteria ?? []).map(({ id }) => [id, course === "ready"]),
  );
  const ending =
    course === "ready"
      ? { ending: "ready", escort: "The sister", destination: "Home" }
      : { ending: "overnight", note: { freeText: "Tired and unsteady; stays where help is near." } };
  return [
    { minute: 462, as: co, type: "record-vitals", data: { values: valuesAt(462, plan) } },
    { minute: 495, as: co, type: "record-vitals", data: { values: valuesAt(495, plan) } },
    { minute: 496, as: co, type: "record-probes", data: { answers: clear(plan, 5) } },
    { minute: 498, as: lead, type: "rate-distress", data: { distress: 20, arousal: 30 } },
    { minute: 500, as: lead, type: "assess-readiness", data: { criteria }, witness: co },
    { minute: 505, as: lead, type: "end-session", data: ending },
    ...(course === "overnight" ? night({ plan, site }) : []),
  ];
}

/** A quiet night, and going home in the morning. */
function night({ plan, site }: Pick<Around, "plan" | "site">): readonly SessionAct[] {
  const { leadTherapist: lead, coTherapist: co, coordinator } = site;
  const every = plan.overnightCheckEvery ?? 60;
  const checks = Math.floor(700 / every);
  const criteria = Object.fromEntries((plan.readiness?.criteria ?? []).map(({ id }) => [id, true]));
  const handover = {
    freeText: "Tired after a long day; blood pressure is back to where it was. Call for anything new.",
  };
  return [
    { minute: 515, as: coordinator, type: "take-over-night", data: { handover } },
    ...Array.from({ length: checks }, (_, index): SessionAct => {
      const state = index === 0 ? "awake-well" : "asleep";
      return { minute: 505 + (index + 1) * every, as: coordinator, type: "check-night", data: { state } };
    }),
    { minute: 1_220, as: co, type: "record-vitals", data: { values: valuesAt(1_220, plan) } },
    { minute: 1_255, as: co, type: "record-vitals", data: { values: valuesAt(1_255, plan) } },
    { minute: 1_256, as: co, type: "record-probes", data: { answers: clear(plan, 0) } },
    { minute: 1_258, as: lead, type: "rate-distress", data: { distress: 20, arousal: 30 } },
    { minute: 1_260, as: lead, type: "assess-readiness", data: { criteria }, witness: co },
    { minute: 1_265, as: lead, type: "release-morning", data: { escort: "The sister" }, witness: co },
  ];
}

/** Vital signs that rise for two hours and come down again. */
function valuesAt(minute: number, { measures }: ResolvedSession): Readonly<Record<string, number>> {
  const height = minute <= 0 ? 0 : Math.exp(-(((minute - 150) / 130) ** 2));
  const course: Readonly<Record<string, number>> = {
    systolic: Math.round(122 + 22 * height),
    diastolic: Math.round(78 + 10 * height),
    "heart-rate": Math.round(70 + 18 * height),
    temperature: Math.round((36.6 + 0.5 * height) * 10) / 10,
  };
  return Object.fromEntries(
    measures.flatMap(({ id }) => (course[id] === undefined ? [] : [[id, course[id]]])),
  );
}

function clear({ probes }: ResolvedSession, strength: number): Readonly<Record<string, boolean | number>> {
  return Object.fromEntries(probes.map(({ id, type }) => [id, type === "scale" ? strength : true]));
}
