import { failed, ok, type Refusal, type Result } from "#kernel";
import {
  type EligibilityView,
  eligibilityOf,
  type HistoryEntry,
  participantStream,
  viewEligibility,
  viewHistory,
} from "#trial";
import { type Asking, askParticipant, namesOfUsers, noSuchParticipant, scopeFor } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

export type EligibilityPoint = "screening" | "enrollment" | "randomization";

/** The participant's eligibility at a point of the trial, with the data behind each criterion. */
export async function seeEligibility(
  ports: QueryPorts,
  asking: Asking,
  id: string,
  at: EligibilityPoint,
): Promise<Result<EligibilityView, Refusal>> {
  const asked = await askParticipant(ports, asking, id, "see-participant");
  if (!asked.ok) return asked;
  const { state, site, design, viewer, today } = asked.value;
  const now = ports.clock.now();
  const assessment = eligibilityOf({ participant: state, design, site }, at, {
    now,
    occurredAt: now,
    zone: site.zone,
  });
  return assessment
    ? ok(viewEligibility(state, assessment, { design, viewer, site, today }))
    : failed(noSuchParticipant());
}

/** What happened to the participant, oldest first; of one form or one item where they are named. */
export async function seeHistory(
  ports: QueryPorts,
  asking: Asking,
  id: string,
  about: { readonly formKey?: string | undefined; readonly path?: string | undefined } = {},
): Promise<Result<readonly HistoryEntry[], Refusal>> {
  const asked = await askParticipant(ports, asking, id, "see-history");
  if (!asked.ok) return asked;
  const { design, designs, viewer } = asked.value;
  const events = await ports.states.events(scopeFor(asking, "see-history"), participantStream(id), id);
  const entries = viewHistory(events, {
    design,
    designs,
    viewer,
    nameOf: await namesOfUsers(ports),
  });
  return ok(entries.filter((entry) => isAbout(entry, about)));
}

function isAbout(
  { formKey, changes, facts, type }: HistoryEntry,
  about: { readonly formKey?: string | undefined; readonly path?: string | undefined },
): boolean {
  if (about.formKey === undefined) return true;
  if (formKey !== about.formKey) return false;
  if (about.path === undefined) return true;
  const isOfItem = changes.some(({ path }) => path === about.path) || facts["itemPath"] === about.path;
  return isOfItem || type === "RecordSigned" || (facts["paths"] ?? "").split(", ").includes(about.path);
}
