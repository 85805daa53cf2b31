import { canonicalJson, millisecondsOf } from "#kernel";
import { correctedMoment, orderOf } from "#ledger";
import type { AnyRecorded } from "#trial";
import { idOf } from "../../../src/web/offline/entry-cell.ts";
import { isUnresolved, type StoredEntry } from "../../../src/web/offline/stored-entry.ts";
import type { Entered } from "./tablet.ts";

/** All that is known of a session when it is over. */
export type Evidence = {
  readonly entered: readonly Entered[];
  /** The session's stream, opened, in its order. */
  readonly events: readonly AnyRecorded[];
  /** What lies on its devices, and for what was refused the word of the problem that a person can read there. */
  readonly onDevices: readonly { readonly entry: StoredEntry; readonly problem: string | undefined }[];
  /** Commands to which the server has said no. */
  readonly refused: ReadonlySet<string>;
};

export type Verdict = {
  /** The device or the server had said that it has it, and it is nowhere. */
  readonly lost: readonly string[];
  /** In the ledger more than once, or under an id that nobody gave. */
  readonly doubled: readonly string[];
  /** Says something else than was entered, or was refused without anybody being shown. */
  readonly overwritten: readonly string[];
  /** Out of the order of its device. */
  readonly disordered: readonly string[];
  /** Without both times, or its corrected time is off by more than its uncertainty, or claims a wrong order. */
  readonly mistimed: readonly string[];
  readonly refusals: number;
  readonly conflicts: number;
  /** The largest distance between the corrected time and the true one, in milliseconds. */
  readonly error: number;
  readonly uncertainty: number;
  /** Pairs of two devices whose order can be told, and those whose order cannot. */
  readonly decided: number;
  readonly undecided: number;
};

/** The event that stands for a command: each has one. */
const mainEvent: Readonly<Record<string, string>> = {
  "enter-session": "PersonEntered",
  "confirm-physician-reach": "PhysicianReachConfirmed",
  "confirm-session-identity": "IdentityConfirmed",
  "open-gate": "GateOpened",
  "open-session-kit": "SessionKitOpened",
  "record-dose": "DoseGiven",
  "decide-supplemental": "SupplementalDecided",
  "record-vitals": "VitalsRecorded",
  "record-probes": "ProbesRecorded",
  "rate-distress": "DistressRated",
  "note-effect": "EffectNoted",
  "change-effect": "EffectChanged",
  "change-music": "MusicChanged",
  "change-eyeshades": "EyeshadesChanged",
  "begin-touch": "TouchBegan",
  "end-touch": "TouchEnded",
  "take-note": "NoteTaken",
  "start-escalation": "EscalationStarted",
  "take-escalation-step": "EscalationStepTaken",
  "resolve-escalation": "EscalationResolved",
  "assess-readiness": "ReadinessAssessed",
  "end-session": "SessionEnded",
};

export function judgeRoom(evidence: Evidence): Verdict {
  const { onDevices } = evidence;
  const fates = evidence.entered.map((one) => ({ one, fate: fateOf(evidence, one) }));
  const idsWith = (wanted: Fate) =>
    fates.flatMap(({ one, fate }) => (fate === wanted ? [`${one.type} ${one.commandId}`] : []));
  const unresolved = onDevices.filter(({ entry }) => isUnresolved(entry));
  return {
    lost: idsWith("lost"),
    doubled: [...idsWith("doubled"), ...unasked(evidence), ...sequencesTwice(evidence)],
    overwritten: idsWith("overwritten"),
    disordered: disordered(evidence),
    refusals: unresolved.filter(({ entry }) => entry.state === "refused").length,
    conflicts: unresolved.filter(({ entry }) => entry.state === "conflict").length,
    ...timesOf(evidence),
  };
}

type Fate = "recorded" | "shown" | "none" | "lost" | "doubled" | "overwritten";

function fateOf({ events, onDevices, refused }: Evidence, { commandId, type, data, fate }: Entered): Fate {
  const recorded = events.filter(
    (event) => event.meta.commandId === commandId && event.type === mainEvent[type],
  );
  const there = onDevices.find(({ entry }) => idOf(entry) === commandId);
  const isShown = there !== undefined && isUnresolved(there.entry) && there.problem !== undefined;
  const [first, ...again] = recorded;
  if (again.length > 0) return "doubled";
  if (first) return isShown || fate === "refused" || !says(first, data) ? "overwritten" : "recorded";
  if (isShown || (fate === "refused" && refused.has(commandId))) return "shown";
  // Nobody was told that it is there.
  if (fate === "unsaid" && there === undefined) return "none";
  return refused.has(commandId) ? "overwritten" : "lost";
}

function says({ data }: AnyRecorded, entered: object): boolean {
  const told = data as Readonly<Record<string, never>>;
  return Object.entries(entered).every(
    ([key, value]) => canonicalJson(told[key] ?? null) === canonicalJson(value),
  );
}

function unasked({ entered, events }: Evidence): readonly string[] {
  const asked = new Set(entered.map(({ commandId }) => commandId));
  return events
    .filter(({ type, meta }) => type !== "SessionOpened" && !asked.has(meta.commandId))
    .map(({ type, meta }) => `${type} ${meta.commandId}, which nobody entered`);
}

/** A place in the order of a device that two commands claim. */
function sequencesTwice({ events }: Evidence): readonly string[] {
  const known = new Map<string, string>();
  return events.flatMap(({ meta }) => {
    const { deviceId, sequence } = meta.source;
    if (deviceId === undefined) return [];
    const place = `${deviceId} ${sequence}`;
    const other = known.get(place) ?? meta.commandId;
    known.set(place, meta.commandId);
    return other === meta.commandId ? [] : [`${place} is ${other} and ${meta.commandId}`];
  });
}

function disordered({ events }: Evidence): readonly string[] {
  const last = new Map<string, number>();
  return events.flatMap(({ meta }) => {
    const { deviceId, sequence = 0 } = meta.source;
    if (deviceId === undefined) return [];
    const before = last.get(deviceId) ?? 0;
    last.set(deviceId, sequence);
    return sequence < before ? [`${meta.commandId} is ${sequence}, after ${before}`] : [];
  });
}

type Times = Pick<Verdict, "mistimed" | "error" | "uncertainty" | "decided" | "undecided">;

function timesOf({ entered, events }: Evidence): Times {
  const told = entered.flatMap((one) => {
    const event = events.find(
      ({ type, meta }) => meta.commandId === one.commandId && type === mainEvent[one.type],
    );
    return event && one.by === "outbox" ? [{ one, event, moment: correctedMoment(event.meta) }] : [];
  });
  const errors = told.map(({ one, moment }) => Math.abs(millisecondsOf(moment.at) - one.at));
  const off = told.filter(({ moment }, at) => (errors[at] ?? 0) > moment.uncertainty);
  const untimed = told.filter(({ event: { meta } }) => {
    const { recordedAt, occurredAt, deviceClock, source } = meta;
    return !(recordedAt && occurredAt && deviceClock?.measured && source.deviceId && source.sequence);
  });
  let [decided, undecided] = [0, 0];
  const wrong: string[] = [];
  for (const a of told.filter(({ one }) => one.tablet === 0))
    for (const b of told.filter(({ one }) => one.tablet === 1)) {
      const order = orderOf(a.moment, b.moment);
      if (order === "undecided") undecided++;
      else decided++;
      const isWrong =
        (order === "before" && a.one.at >= b.one.at) || (order === "after" && a.one.at <= b.one.at);
      if (isWrong) wrong.push(`${a.one.commandId} is told to be ${order} ${b.one.commandId}`);
    }
  return {
    mistimed: [
      ...off.map(
        ({ one, moment }) => `${one.type} ${one.commandId}: ${moment.at} ± ${moment.uncertainty} ms`,
      ),
      ...untimed.map(({ one }) => `${one.commandId} has not both times`),
      ...wrong,
    ],
    error: Math.max(0, ...errors),
    uncertainty: Math.max(0, ...told.map(({ moment }) => moment.uncertainty)),
    decided,
    undecided,
  };
}
