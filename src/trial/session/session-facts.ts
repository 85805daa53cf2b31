import type { ResolvedSession } from "#design";
import type { Decision } from "#kernel";
import type { Context } from "../context.ts";
import type { NewEvent } from "../event.ts";
import type { KitCode } from "../kit/code.ts";
import type { SessionState } from "./state.ts";

/** Whether a line is met. Unknown is not met. */
export type GateVerdict = "met" | "not-met" | "unknown";

export type RecordVerdict = { readonly verdict: GateVerdict; readonly because: string };

export type TeamMember = {
  readonly user: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** By capacity that one of their roles fits: what speaks against it today; empty where nothing does. */
  readonly capacities: Readonly<Record<string, readonly string[]>>;
  /** Is a physician of the site, to whom an investigator has delegated it or who is one. */
  readonly isPhysician: boolean;
};

export type SessionKitAtHand = {
  readonly code: KitCode;
  readonly state: "assigned" | "dispensed";
  readonly capsules: number | null;
};

/**
 * All that the rules of a session need beside the session itself, as it was when it was fetched: plain JSON, which a tablet holds
 * through the day. It tells nothing of any arm.
 */
export type SessionPackage = {
  readonly plan: ResolvedSession;
  readonly sessionId: string;
  readonly participantId: string;
  readonly participantNumber: string;
  readonly siteId: string;
  readonly visitId: string;
  readonly visitName: string;
  readonly level: string | null;
  /** By line of the gate what the participant's record says. */
  readonly records: Readonly<Record<string, RecordVerdict>>;
  readonly team: readonly TeamMember[];
  readonly kits: {
    readonly initial: SessionKitAtHand | null;
    readonly supplemental: SessionKitAtHand | null;
  };
  readonly touchPermitted: readonly string[];
  readonly contacts: readonly { readonly id: string; readonly label: string; readonly telephone: string }[];
};

/** What an adverse event that was seen in the session is opened with. */
export type SeenEvent = {
  readonly term: string;
  readonly onset: string;
  readonly end?: string;
  readonly intensity?: "mild" | "moderate" | "severe";
  readonly valence?: "positive" | "neutral" | "negative" | "mixed";
  readonly detectedBy: string;
  readonly specialInterest?: string;
  readonly sourceId: string;
};

/** What a rule of a session is decided on: on the server, and the same on the device. */
export type SessionFacts = {
  readonly session: SessionState;
  readonly pack: SessionPackage;
  /** Opens the form of an adverse event; on a device nobody can, and the server does it once the command arrives. */
  readonly draft?: (
    seen: SeenEvent,
    context: Context,
  ) => { readonly formKey: string; readonly events: readonly NewEvent[] } | undefined;
};

export type SessionRule<Data> = (facts: SessionFacts, data: Data, context: Context) => Decision<NewEvent>;
