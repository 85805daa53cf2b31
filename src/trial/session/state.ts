import type { Instant, UserId } from "#kernel";
import type { FreeText } from "#ledger";
import type { EventsOf } from "../event.ts";
import type { DoseKind, SessionEnding, sessionEvents } from "./events.ts";

type SessionEvent = EventsOf<typeof sessionEvents>;
export type DataOf<Type extends SessionEvent["type"]> = Extract<SessionEvent, { type: Type }>["data"];

/** When something happened in the session and who recorded it. */
export type Recording = {
  readonly at: Instant;
  readonly by: UserId;
  /** Null while the entry only waits on this device. */
  readonly version: number | null;
};

export type Presence = {
  readonly user: UserId;
  readonly name: string;
  readonly capacity: string;
  readonly from: Instant;
  readonly until: Instant | null;
};

export type Vitals = Recording & DataOf<"VitalsRecorded"> & { readonly struck: boolean };
export type Probes = Recording & DataOf<"ProbesRecorded"> & { readonly struck: boolean };
export type Distress = Recording & DataOf<"DistressRated"> & { readonly struck: boolean };
export type Note = Recording & DataOf<"NoteTaken"> & { readonly struck: boolean };
export type Medication = Recording &
  DataOf<"MedicationGiven"> & { readonly struck: boolean; readonly signed: boolean };

export type Effect = Recording &
  Omit<DataOf<"EffectNoted">, "basis"> & {
    readonly peakAt: Instant | null;
    readonly endedAt: Instant | null;
    readonly course: readonly { readonly at: Instant; readonly intensity: string }[];
  };

export type Dose = Recording & DataOf<"DoseGiven">;

export type Touch = Recording & DataOf<"TouchBegan"> & { readonly endedAt: Instant | null };

/** A step that was taken; its `entryId` is that of `idOfStep`. */
export type EscalationStep = Recording & {
  readonly entryId: string;
  readonly step: string;
  readonly signed: boolean;
};

export type Escalation = Recording &
  Pick<DataOf<"EscalationStarted">, "escalationKey" | "escalation" | "because"> & {
    readonly steps: readonly EscalationStep[];
    readonly resolvedAt: Instant | null;
  };

/** An adverse event, or why there is none: open until somebody says. */
export type EventTask = Recording &
  DataOf<"EventTaskRaised"> & {
    readonly answer: null | { readonly kind: "event" | "no-event"; readonly formKey: string | null };
  };

export type Assessment = Recording & DataOf<"ReadinessAssessed">;

/** All that is known of one session. Lists are in the order in which things happened. */
export type SessionState = {
  readonly status: "none" | "preparing" | "open" | "dosed" | "ended";
  readonly opened: DataOf<"SessionOpened"> | null;
  readonly openedAt: Instant | null;
  readonly presence: readonly Presence[];
  readonly physician: (DataOf<"PhysicianReachConfirmed"> & Recording) | null;
  readonly identity: (DataOf<"IdentityConfirmed"> & Recording) | null;
  readonly overrides: Readonly<Record<string, { readonly by: string; readonly at: Instant }>>;
  readonly gate: (DataOf<"GateOpened"> & { readonly at: Instant }) | null;
  readonly kits: Readonly<Partial<Record<DoseKind, DataOf<"SessionKitOpened"> & { readonly at: Instant }>>>;
  readonly doses: readonly Dose[];
  readonly supplemental: (DataOf<"SupplementalDecided"> & Recording) | null;
  readonly vitals: readonly Vitals[];
  readonly probes: readonly Probes[];
  readonly omitted: readonly (DataOf<"MeasurementOmitted"> & Recording)[];
  readonly effects: readonly Effect[];
  readonly distress: readonly Distress[];
  readonly music: readonly (DataOf<"MusicChanged"> & Recording)[];
  readonly eyeshades: readonly (DataOf<"EyeshadesChanged"> & Recording)[];
  readonly touches: readonly Touch[];
  readonly touchRevoked: readonly string[];
  readonly notes: readonly Note[];
  readonly medications: readonly Medication[];
  readonly escalations: readonly Escalation[];
  readonly tasks: readonly EventTask[];
  readonly assessments: readonly Assessment[];
  readonly ended:
    | (Recording & { readonly ending: SessionEnding; readonly note?: FreeText | undefined })
    | null;
  readonly attendant: (DataOf<"AttendantTookOver"> & Recording) | null;
  readonly nightChecks: readonly (DataOf<"NightChecked"> & Recording)[];
  readonly releasedAt: Instant | null;
};

export const noSession: SessionState = {
  status: "none",
  opened: null,
  openedAt: null,
  presence: [],
  physician: null,
  identity: null,
  overrides: {},
  gate: null,
  kits: {},
  doses: [],
  supplemental: null,
  vitals: [],
  probes: [],
  omitted: [],
  effects: [],
  distress: [],
  music: [],
  eyeshades: [],
  touches: [],
  touchRevoked: [],
  notes: [],
  medications: [],
  escalations: [],
  tasks: [],
  assessments: [],
  ended: null,
  attendant: null,
  nightChecks: [],
  releasedAt: null,
};
