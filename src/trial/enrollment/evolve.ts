import { type CalendarDate, type Instant, type SiteId, unreachable } from "#kernel";
import type { EventsOf, Recorded } from "../event.ts";
import type { randomizationEvents } from "../randomization/events.ts";
import type { enrollmentEvents } from "./events.ts";

type EnrollmentEvent = EventsOf<typeof enrollmentEvents & typeof randomizationEvents>;
type DataOf<Type extends EnrollmentEvent["type"]> = Extract<EnrollmentEvent, { type: Type }>["data"];

export type EligibilityConfirmation = DataOf<"EligibilityConfirmed"> & { readonly confirmedAt: Instant };

/** What everybody may know of somebody's randomization. */
type RandomizedState = {
  readonly randomizationNumber: string;
  readonly randomizedOn: CalendarDate;
  readonly designVersion: string;
  /** The values on which the allocation rests. */
  readonly strata: Readonly<Record<string, string>>;
};

export type EnrollmentState = {
  readonly number: string | null;
  readonly screeningStartedOn: CalendarDate | null;
  /** The version of the protocol that bound the participant first. */
  readonly designVersion: string | null;
  readonly confirmations: readonly EligibilityConfirmation[];
  readonly screenFailure: DataOf<"ParticipantScreenFailed"> | null;
  readonly enrolledOn: CalendarDate | null;
  readonly randomized: RandomizedState | null;
  readonly ended: DataOf<"ParticipationEnded"> | null;
  /** The versions of the protocol that have bound the participant since, in order. */
  readonly migrations: readonly { readonly toVersion: string; readonly at: Instant }[];
  readonly transfers: readonly { readonly toSite: SiteId; readonly effectiveOn: CalendarDate }[];
};

export const notEnrolled: EnrollmentState = {
  number: null,
  screeningStartedOn: null,
  designVersion: null,
  confirmations: [],
  screenFailure: null,
  enrolledOn: null,
  randomized: null,
  ended: null,
  migrations: [],
  transfers: [],
};

export function evolveEnrollment(state: EnrollmentState, event: Recorded<EnrollmentEvent>): EnrollmentState {
  switch (event.type) {
    case "ScreeningStarted": {
      const { number, startedOn, designVersion } = event.data;
      return { ...state, number, screeningStartedOn: startedOn, designVersion };
    }
    case "EligibilityConfirmed": {
      const confirmation = { ...event.data, confirmedAt: event.meta.recordedAt };
      return { ...state, confirmations: [...state.confirmations, confirmation] };
    }
    case "ParticipantScreenFailed":
      return { ...state, screenFailure: event.data };
    case "ParticipantEnrolled":
      return { ...state, enrolledOn: event.data.enrolledOn };
    case "ParticipantRandomized": {
      return { ...state, randomized: event.data };
    }
    case "ParticipantMigrated": {
      const migration = { toVersion: event.data.toVersion, at: event.meta.recordedAt };
      return { ...state, migrations: [...state.migrations, migration] };
    }
    case "ParticipantTransferred": {
      const { toSite, effectiveOn } = event.data;
      return { ...state, transfers: [...state.transfers, { toSite, effectiveOn }] };
    }
    case "ParticipationEnded":
      return { ...state, ended: event.data };
    default:
      return unreachable(event);
  }
}
