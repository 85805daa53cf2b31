import type { CompiledDesign } from "#design";
import type { StudyId } from "#kernel";
import { designVersionOf, type ParticipantState, siteOf, stageOf } from "#trial";
import type { ParticipantCourse, RandomizedRow } from "../ports/lists.ts";
import type { WantedRow } from "./changed-rows.ts";
import { taskRows } from "./participant-tasks.ts";
import type { Around } from "./rows-of-stream.ts";
import { unblindingRows } from "./unblinding-rows.ts";

// States are never altered, only replaced: the rows after one command are those before the next.
const projected = new WeakMap<
  ParticipantState,
  { readonly on: readonly unknown[]; readonly rows: readonly WantedRow[] }
>();

/** The participant's line in the list, with its tasks, queries, deviations and links to ratings. */
export function participantRows(
  study: StudyId,
  state: ParticipantState,
  { facts }: Around,
): readonly WantedRow[] {
  const on = [study, facts.study, facts.site];
  const known = projected.get(state);
  if (known?.on.every((part, index) => part === on[index])) return known.rows;
  const rows = rowsOf(study, state, facts);
  projected.set(state, { on, rows });
  return rows;
}

function rowsOf(study: StudyId, state: ParticipantState, facts: Around["facts"]): readonly WantedRow[] {
  const { id, enrollment, screening } = state;
  const site = siteOf(state);
  if (!id || !site) return [];
  const version = designVersionOf(state) ?? "";
  const design = facts.designs(version);
  const common = { study_id: study, site_id: site, participant_id: id, number: enrollment.number };
  const [first, last] = [screening.contacts[0], screening.contacts.at(-1)];
  const summary = {
    ...common,
    stage: stageOf(state),
    stage_since: stageSince(state),
    design_version: version,
    first_contact: first?.at ?? "",
    fail_reasons: last?.failReasons ?? [],
    language: state.consent.signed.at(-1)?.language ?? last?.language ?? null,
    consent: consentFacts(state),
    course: courseOf(state, design),
    randomized: randomizedOf(state),
  };
  return [
    { table: "participant", key: id, row: summary },
    ...Object.values(state.queries).map(({ queryId, formKey, itemPath, state: queryState, messages }) => ({
      table: "query",
      key: queryId,
      row: {
        ...common,
        query_id: queryId,
        form_key: formKey,
        item_path: itemPath,
        state: queryState,
        opened_at: messages[0]?.at ?? "",
        opened_by: messages[0]?.by ?? "",
      },
    })),
    ...Object.values(state.deviations).map(({ deviationId, category, importance, closed, occurredAt }) => ({
      table: "deviation",
      key: deviationId,
      row: {
        ...common,
        deviation_id: deviationId,
        category,
        importance,
        state: closed ? "closed" : "open",
        occurred_at: occurredAt,
      },
    })),
    ...[...Object.values(state.ratings), ...Object.values(state.secondRatings)].map(({ handle }) => ({
      table: "rating_link",
      key: handle,
      row: { study_id: study, handle, participant_id: id, site_id: site },
    })),
    ...unblindingRows(study, state),
    ...(design ? taskRows(study, state, { design, designs: facts.designs, site: facts.site }) : []),
  ];
}

function stageSince({ enrollment, screening }: ParticipantState): string {
  return (
    enrollment.ended?.endedOn ??
    enrollment.enrolledOn ??
    enrollment.screeningStartedOn ??
    screening.contacts.at(-1)?.at.slice(0, 10) ??
    ""
  );
}

/** How the participant came, and why they left where they did: what recruitment is counted by. */
function courseOf(
  { screening, enrollment }: ParticipantState,
  design: CompiledDesign | undefined,
): ParticipantCourse {
  const { screenFailure, ended } = enrollment;
  return {
    source: screening.contacts[0]?.recruitmentSource ?? "",
    contacts: screening.contacts.length,
    outcome: screening.contacts.at(-1)?.outcome ?? "undecided",
    criteria: (screenFailure?.criteria ?? []).map((id) => nameOfCriterion(design, id)),
    endedBecause: ended?.reason ?? null,
  };
}

function randomizedOf({ enrollment: { randomized } }: ParticipantState): RandomizedRow | null {
  if (!randomized) return null;
  const { randomizationNumber, randomizedOn, strata } = randomized;
  return { randomizationNumber, randomizedOn, strata };
}

/** As the protocol numbers it, with the beginning of what it says. */
function nameOfCriterion(design: CompiledDesign | undefined, id: string): string {
  const criterion = design?.criteria.get(id)?.criterion;
  if (!criterion) return id;
  const text = criterion.label ?? criterion.name ?? criterion.text;
  return `${criterion.identifier} ${text.length > 80 ? `${text.slice(0, 79).trimEnd()}…` : text}`;
}

/** What the standing of consent depends on, and no word that anybody wrote. */
function consentFacts({ consent }: ParticipantState): unknown {
  return {
    signed: consent.signed.map(({ documentId, version, language, scopes, signedOn, recordedAt }) => ({
      documentId,
      version,
      language,
      scopes,
      signedOn,
      recordedAt,
    })),
    withdrawals: consent.withdrawals.map(({ scopes, effectiveOn, recordedAt }) => ({
      scopes,
      effectiveOn,
      recordedAt,
    })),
  };
}
