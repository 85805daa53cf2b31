import type { StudyId } from "#kernel";
import { type ParticipantState, siteOf, type Unblinding, type UnblindingNoteState } from "#trial";
import type { UnblindingFacts } from "../ports/lists.ts";
import type { WantedRow } from "./changed-rows.ts";
import { unblinded } from "./sites-of-stream.ts";

/** The unblindings that a participant's own record tells of: emergencies, and what was learned inadvertently. */
export function unblindingRows(study: StudyId, state: ParticipantState): readonly WantedRow[] {
  const site = siteOf(state);
  return Object.values(state.unblindings).map((one) => ({
    table: "unblinding",
    key: one.unblindingId,
    row: {
      study_id: study,
      unblinding_id: one.unblindingId,
      site_id: site,
      at_site: site,
      participant_id: state.id,
      number: state.enrollment.number,
      kind: one.kind,
      occurred_at: one.occurredAt,
      recorded_at: one.recordedAt,
      by_user: one.by,
      by_role: one.role,
      facts: factsOf(one),
    },
  }));
}

function factsOf(one: Unblinding): UnblindingFacts {
  const { reason, via, envelopeSerial, how, whoKnows, lostGuesses, noteId, report, impact } = one;
  return {
    reason,
    via,
    envelopeSerial,
    how,
    whoKnows,
    lostGuesses: lostGuesses.length,
    reportedAt: report?.at ?? null,
    impact: impact?.impact ?? null,
    noteIds: [noteId, report?.noteId, impact?.noteId].filter((id) => id != null),
    formKey: null,
    reportNumber: null,
  };
}

/** An unblinding for safety reporting, which no site reaches. A note has no row: what it is about has one. */
export function safetyRows(study: StudyId, state: UnblindingNoteState): readonly WantedRow[] {
  if (state.kind !== "safety") return [];
  const { unblindingId, participantId, siteId, number, occurredAt, recordedAt, by, role } = state;
  const facts: UnblindingFacts = {
    reason: null,
    via: null,
    envelopeSerial: null,
    how: null,
    whoKnows: ["sponsor"],
    lostGuesses: 0,
    reportedAt: null,
    impact: null,
    noteIds: [unblindingId],
    formKey: state.formKey,
    reportNumber: state.reportNumber,
  };
  const row = {
    study_id: study,
    unblinding_id: unblindingId,
    site_id: unblinded[0],
    at_site: siteId,
    participant_id: participantId,
    number,
    kind: "safety",
    occurred_at: occurredAt,
    recorded_at: recordedAt,
    by_user: by,
    by_role: role,
    facts,
  };
  return [{ table: "unblinding", key: unblindingId, row }];
}
