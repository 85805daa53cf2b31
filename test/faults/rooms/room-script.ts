import type { SeededRandom } from "#kernel";
import { staff } from "../../../src/trial/testing/people.ts";
import type { Room } from "../../builders/session-rooms.ts";
import { sessionPoints } from "../../builders/session-study.ts";

/** One thing that is entered: at which minute from the initial dose, on which tablet, what. */
export type Act = {
  readonly minute: number;
  /** 0: the lead's. 1: the assistant's. */
  readonly tablet: 0 | 1;
  readonly type: string;
  /** Some of it names what an earlier act has recorded, by the ids that its device gave. */
  readonly data: object | ((idOf: (name: string) => string) => object);
  /** By which later ones name it. */
  readonly name?: string;
  /** Signed by both. */
  readonly together?: true;
};

const supplementalAt = 105;

/** A whole session of eight hours, from the arrival to the way home, as it goes with this seed. */
export function roomScript(room: Room, random: SeededRandom): readonly Act[] {
  const acts = [...arriving(room), ...doses(room), ...grid(random), ...happening(room, random), ...leaving()];
  return acts
    .map((act) => ({ ...act, minute: act.minute + (act.together ? 0 : random.between(0, 5) / 2) }))
    .sort((a, b) => a.minute - b.minute);
}

function arriving({ lead, assistant }: Room): readonly Act[] {
  const reach = { user: staff.investigator.user, telephone: "+1 212 555 0100", minutes: 10 };
  return [
    { minute: -60, tablet: 0, type: "enter-session", data: { user: lead.user, capacity: "lead" } },
    { minute: -57, tablet: 1, type: "enter-session", data: { user: assistant.user, capacity: "assistant" } },
    // Both write down that the other is there: the second is told that it stands already.
    { minute: -53, tablet: 0, type: "enter-session", data: { user: assistant.user, capacity: "assistant" } },
    { minute: -45, tablet: 0, type: "confirm-physician-reach", data: reach },
    {
      minute: -40,
      tablet: 0,
      type: "confirm-session-identity",
      data: { particulars: ["name", "birth-date"] },
    },
    { minute: -32, tablet: 0, type: "rate-distress", data: { distress: 45, arousal: 50 } },
  ];
}

function doses({ kits }: Room): readonly Act[] {
  const code = (kind: "initial" | "supplemental") => ({ kind, code: kits[kind] });
  const give = { decision: "give", participantAgrees: true, reasons: [] };
  return [
    { minute: -8, tablet: 0, type: "open-gate", data: {} },
    { minute: -2, tablet: 0, type: "open-session-kit", data: code("initial"), together: true },
    { minute: 0, tablet: 0, type: "record-dose", data: { ...code("initial"), capsules: 2 }, together: true },
    { minute: 97, tablet: 0, type: "decide-supplemental", data: give },
    { minute: 102, tablet: 0, type: "open-session-kit", data: code("supplemental"), together: true },
    {
      minute: supplementalAt,
      tablet: 0,
      type: "record-dose",
      data: { ...code("supplemental"), capsules: 1 },
      together: true,
    },
  ];
}

function grid(random: SeededRandom): readonly Act[] {
  return sessionPoints.flatMap(({ id, at, from }): readonly Act[] => {
    const minute = at + (from === "supplemental" ? supplementalAt : 0);
    const strength = minute > 400 ? 4 : random.between(20, 90);
    return [
      { minute: minute - 4, tablet: 1, type: "record-vitals", data: { values: values(random), pointId: id } },
      {
        minute: minute - 1,
        tablet: random.pick([0, 1]),
        type: "record-probes",
        data: { answers: { "drug-effect": minute < 0 ? 0 : strength, gait: true }, pointId: id },
      },
    ];
  });
}

function values(random: SeededRandom): object {
  return { systolic: random.between(116, 136), "heart-rate": random.between(60, 95) };
}

/** What no plan foresees: effects, distress, notes, touch, music, an escalation. */
function happening({ lead }: Room, random: SeededRandom): readonly Act[] {
  const either = (): 0 | 1 => random.pick([0, 1]);
  const notes = Array.from({ length: random.between(12, 20) }, (_, at): Act => {
    const note = { freeText: `Note ${at}, ${random.between(100_000, 999_999)}.` };
    return { minute: random.between(-30, 470), tablet: either(), type: "take-note", data: { note } };
  });
  const distress = [50, 80, 140, 200, 260, 330, 400].map(
    (minute): Act => ({
      minute: minute + random.between(0, 20),
      tablet: 0,
      type: "rate-distress",
      data: { distress: random.between(20, 80), arousal: random.between(20, 80) },
    }),
  );
  const more = Array.from({ length: random.between(8, 14) }, (): Act => {
    const data = { values: values(random) };
    return { minute: random.between(10, 470), tablet: either(), type: "record-vitals", data };
  });
  return [
    ...notes,
    ...distress,
    ...more,
    ...effects(random, either),
    ...hands(lead.user, random),
    ...raised(random),
  ];
}

function effects(random: SeededRandom, either: () => 0 | 1): readonly Act[] {
  const valence = () => random.pick(["positive", "neutral", "negative", "mixed"]);
  const music = Array.from({ length: random.between(4, 8) }, (): Act => {
    const data = {
      state: random.pick(["playing", "paused", "off"]),
      playlist: `Side ${random.between(1, 9)}`,
    };
    return { minute: random.between(2, 450), tablet: either(), type: "change-music", data };
  });
  const noted = ["euphoria", "bruxism", "nausea"].flatMap((effect): readonly Act[] => {
    const [minute, tablet] = [random.between(35, 200), either()];
    const seen = { effect, intensity: "mild", valence: valence(), noticedBy: "asked" };
    return [
      { minute, tablet, type: "note-effect", data: seen, name: effect },
      {
        minute: minute + random.between(20, 90),
        tablet,
        type: "change-effect",
        data: (idOf) => ({ effectKey: idOf(effect), intensity: "moderate" }),
      },
      // The other one has seen it too, and does not know that it is noted.
      ...(random.next() < 0.4
        ? [{ minute: minute + 3, tablet: tablet === 0 ? 1 : 0, type: "note-effect", data: seen } as const]
        : []),
    ];
  });
  const shades = [true, false].map(
    (worn, at): Act => ({
      minute: 10 + 300 * at,
      tablet: either(),
      type: "change-eyeshades",
      data: { worn },
    }),
  );
  return [...music, ...noted, ...shades];
}

/** Touch, which is ended on both tablets. */
function hands(givenBy: string, random: SeededRandom): readonly Act[] {
  return [1, 2, 3].flatMap((turn): readonly Act[] => {
    const [minute, name] = [turn * 100 + random.between(0, 60), `touch-${turn}`];
    const end = (idOf: (name: string) => string) => ({ touchId: idOf(name) });
    return [
      {
        ...{ minute, tablet: 0, type: "begin-touch", name },
        data: { kind: "hand", givenBy, initiatedBy: "participant" },
      },
      { minute: minute + 5, tablet: 0, type: "end-touch", data: end },
      { minute: minute + 8, tablet: 1, type: "end-touch", data: end },
    ];
  });
}

function raised(random: SeededRandom): readonly Act[] {
  const minute = random.between(150, 250);
  const about = (more: object) => (idOf: (name: string) => string) => ({
    escalationKey: idOf("raised"),
    ...more,
  });
  const outcome = { freeText: "Rest and a cool room." };
  return [
    {
      ...{ minute, tablet: 0, type: "start-escalation", name: "raised" },
      data: { escalation: "raised", because: "Systolic 166" },
    },
    { minute: minute + 4, tablet: 1, type: "take-escalation-step", data: about({ step: "calm" }) },
    { minute: minute + 15, tablet: 0, type: "take-escalation-step", data: about({ step: "repeat" }) },
    { minute: minute + 20, tablet: 0, type: "resolve-escalation", data: about({ outcome }) },
    { minute: minute + 22, tablet: 1, type: "resolve-escalation", data: about({ outcome }) },
  ];
}

function leaving(): readonly Act[] {
  const calm = { values: { systolic: 120, "heart-rate": 70 } };
  return [
    { minute: 482, tablet: 1, type: "record-vitals", data: calm },
    { minute: 488, tablet: 1, type: "record-probes", data: { answers: { "drug-effect": 2, gait: true } } },
    { minute: 492, tablet: 0, type: "rate-distress", data: { distress: 15, arousal: 25 } },
    {
      minute: 500,
      tablet: 0,
      type: "assess-readiness",
      data: { criteria: { escort: true } },
      together: true,
    },
    { minute: 505, tablet: 0, type: "end-session", data: { ending: "ready", escort: "The sister" } },
  ];
}
