import type { ConsentScope } from "#design";
import type { Answers } from "./answers/answering.ts";
import type { Person } from "./person.ts";

/** One contact before consent, some days after the first. */
export type ContactToLog = {
  readonly after: number;
  readonly outcome: "continues" | "failed" | "declined" | "not-reached" | "undecided";
  readonly failReasons?: readonly string[];
  readonly note: string;
};

/** What befalls one visit beside being held as planned. */
export type VisitFate =
  | { readonly kind: "missed"; readonly why: string }
  /** Held after its window by some days. */
  | { readonly kind: "late"; readonly days: number; readonly why: string }
  | { readonly kind: "moved"; readonly days: number; readonly why: string }
  /** Begun, and left with forms open for as long as the story goes on. */
  | { readonly kind: "left-open" };

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
  readonly visits?: Readonly<Record<string, VisitFate>>;
  /** The visit after which nothing is signed any more for now. */
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
  };
  readonly withdrawal?: {
    readonly after: string;
    readonly scopes: readonly ConsentScope[];
    readonly why: string;
  };
};
