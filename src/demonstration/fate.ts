import type { ConsentScope } from "#design";
import type { Story } from "./agenda.ts";
import type { Answers } from "./answers/answering.ts";
import type { Person } from "./person.ts";
import type { Telling } from "./telling.ts";

/** One contact before consent, some days after the first. */
export type ContactToLog = {
  readonly after: number;
  readonly outcome: "continues" | "failed" | "declined" | "not-reached" | "undecided";
  readonly failReasons?: readonly string[];
  readonly note: string;
};

/** What befalls one visit beside being held as planned. Days `inDays` count from the last of the demonstration. */
export type VisitFate =
  | { readonly kind: "missed"; readonly why: string }
  /** Held after its window by some days. */
  | { readonly kind: "late"; readonly days: number; readonly why: string }
  | { readonly kind: "moved"; readonly days: number; readonly why: string }
  /** In the calendar, and nothing has come of it yet; visits behind it may be arranged too. */
  | {
      readonly kind: "arranged";
      readonly inDays: number;
      readonly also?: Readonly<Record<string, number>>;
    }
  /** Begun, and left with forms open; one of them was begun. */
  | { readonly kind: "left-open"; readonly inDays?: number }
  /** An interview that was begun and not handed in. */
  | { readonly kind: "interview-open"; readonly inDays: number };

/** Something that begins to go on beside the visits once one of them is over. */
export type Scene = { readonly after: string; readonly tell: (telling: Telling) => Story };

/** What becomes of somebody, from the first call to today. */
export type Fate = {
  readonly person: Person;
  /** Days from the first contact to today. */
  readonly since: number;
  readonly channel: "telephone" | "web-form" | "referral" | "e-mail";
  readonly recruitmentSource: string;
  readonly contacts: readonly ContactToLog[];
  /** Days from the first contact to consent; absent: none yet. */
  readonly consentAfter?: number;
  /** How much of screening is done: a share of its forms. */
  readonly screened?: number;
  readonly screenFailure?: { readonly criteria: readonly string[]; readonly why: string };
  readonly upTo?: "screened" | "confirmed" | "enrolled";
  /** Answers that differ from what the person's profile would give, by form. */
  readonly answers?: Readonly<Record<string, Answers>>;
  /** The same at one encounter. */
  readonly answersAt?: Readonly<Record<string, Readonly<Record<string, Answers>>>>;
  readonly visits?: Readonly<Record<string, VisitFate>>;
  readonly scenes?: readonly Scene[];
  /** Nobody answers or closes what is asked about them for now. */
  readonly leavesQueries?: boolean;
  /** The visit from which on nothing is signed for now. */
  readonly unsignedFrom?: string;
  readonly end?: {
    readonly after: string;
    readonly reason:
      | "withdrawal-by-participant"
      | "adverse-event"
      | "physician-decision"
      | "lost-to-follow-up"
      | "completed";
    readonly note: string;
    /** Whether they come once more, for the assessments of an early termination. */
    readonly isAssessed?: boolean;
  };
  readonly withdrawal?: {
    readonly after: string;
    readonly scopes: readonly ConsentScope[];
    readonly why: string;
  };
  /** The visit after which no dose is taken any more; ratings and calls go on. */
  readonly dosingStopsAfter?: string;
  /** Into the care of another site. */
  readonly transfer?: { readonly inDays: number; readonly to: string };
  /** Signs the new version of the consent form, and may then move to the amended protocol. */
  readonly reconsent?: { readonly inDays: number; readonly migrates?: boolean };
};
