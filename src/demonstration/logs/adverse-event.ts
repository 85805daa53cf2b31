import type { CalendarDate, Instant } from "#kernel";
import { type Answers, written } from "../answers/answering.ts";
import type { Valence } from "../answers/effects.ts";

type Causality = "unrelated" | "possible" | "probable" | "definite";

/** An adverse event as it is told to whoever enters it. */
export type AdverseEvent = {
  readonly term: string;
  readonly valence: Valence;
  readonly severity: "mild" | "moderate" | "severe";
  readonly started: CalendarDate;
  /** With times where it began on the day of a dose. */
  readonly onsetTime?: string;
  /** Absent: it goes on. */
  readonly ended?: CalendarDate;
  readonly endTime?: string;
  readonly detectedBy: string;
  readonly specialInterest?: string;
  readonly drug?: Causality;
  readonly therapy?: Causality;
  readonly procedure?: Causality;
  readonly treated?: boolean;
  readonly actionTaken?: "none" | "not-applicable";
  readonly serious?: {
    readonly hospitalization: boolean;
    readonly narrative: string;
    /** What the site tells the sponsor before the form is complete. */
    readonly notice: string;
    /** When the site learned of it. */
    readonly awareAt?: Instant;
  };
};

/** The entry of an event in its log. */
export function adverseEventAnswers(event: AdverseEvent): Answers {
  const isOnDosingDay = event.onsetTime !== undefined;
  return {
    term: written(event.term),
    "special-interest": event.specialInterest ?? "none",
    valence: event.valence,
    "detected-by": event.detectedBy,
    "in-session": isOnDosingDay,
    started: event.started,
    ...(event.onsetTime === undefined ? {} : { "onset-time": event.onsetTime }),
    ongoing: event.ended === undefined,
    ...(event.ended === undefined ? {} : { ended: event.ended }),
    ...(event.endTime === undefined ? {} : { "end-time": event.endTime }),
    severity: event.severity,
    outcome: event.ended === undefined ? "recovering" : "recovered",
    ...seriousness(event),
    "related-to-drug": event.drug ?? "unrelated",
    "related-to-therapy": event.therapy ?? "unrelated",
    "related-to-procedure": event.procedure ?? "unrelated",
    "action-taken": event.actionTaken ?? "none",
    "treatment-given": event.treated ?? false,
  };
}

function seriousness({ serious }: AdverseEvent): Answers {
  return {
    death: false,
    "life-threatening": false,
    hospitalization: serious?.hospitalization ?? false,
    disability: false,
    "congenital-anomaly": false,
    "medically-important": false,
    ...(serious ? { expected: false, narrative: written(serious.narrative) } : {}),
    ...(serious?.awareAt ? { "aware-at": serious.awareAt } : {}),
  };
}
