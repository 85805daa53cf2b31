import type { CommandContent } from "../../../api/use-command.ts";
import { fromLocalInput } from "../moment-in-zone.ts";

type LogContact = CommandContent<"POST /api/studies/:studyId/participants/:subjectId/commands/log-contact">;
type Data = LogContact["data"];

/** A contact as it is being typed. */
export type ContactDraft = {
  readonly siteId: string;
  /** In the site's zone, as a `datetime-local` field has it. */
  readonly when: string;
  readonly channel: Data["channel"];
  readonly recruitmentSource: string;
  readonly referredBy: Data["referredBy"];
  readonly language: string;
  readonly ageBand: Data["ageBand"];
  readonly outcome: Data["outcome"] | null;
  readonly failReasons: readonly string[];
  readonly note: string;
};

export const channels: readonly Data["channel"][] = [
  "telephone",
  "web-form",
  "e-mail",
  "referral",
  "in-person",
];
export const referrers: readonly Data["referredBy"][] = ["self", "clinician", "family", "other"];
export const ageBands: readonly Data["ageBand"][] = [
  "not-asked",
  "under-18",
  "18-29",
  "30-44",
  "45-59",
  "60-and-over",
];
export const outcomes: readonly Data["outcome"][] = [
  "continues",
  "failed",
  "declined",
  "undecided",
  "not-reached",
];

/** The command that the draft makes; undefined while something is missing. */
export function contactOf(draft: ContactDraft, zone: string): LogContact | undefined {
  const { when, note, outcome, failReasons, recruitmentSource, ...rest } = draft;
  const occurredAt = fromLocalInput(when, zone);
  const source = recruitmentSource.trim();
  const isSaidWhy = outcome !== "failed" || failReasons.length > 0;
  if (!occurredAt || outcome === null || source === "" || !isSaidWhy || draft.siteId === "") return undefined;
  return {
    occurredAt,
    data: {
      ...rest,
      outcome,
      recruitmentSource: source,
      failReasons: outcome === "failed" ? [...failReasons] : [],
      ...(note.trim() === "" ? {} : { note: { freeText: note.trim() } }),
    },
  };
}
