import { failed, ok, type Refusal, type Result } from "#kernel";
import {
  type FormView,
  type Learned,
  type ParticipantView,
  viewForm,
  viewParticipant,
  viewReadiness,
} from "#trial";
import {
  type AskedParticipant,
  type Asking,
  askParticipant,
  namesOfUsers,
  noSuchParticipant,
} from "./asking.ts";
import type { QueryPorts } from "./ports.ts";
import { totalsInStudy } from "./randomization.ts";
import { learnedByRating } from "./raters/learned.ts";

export async function seeParticipant(
  ports: QueryPorts,
  asking: Asking,
  id: string,
): Promise<Result<ParticipantView, Refusal>> {
  const asked = await askParticipant(ports, asking, id, "see-participant");
  if (!asked.ok) return asked;
  const { state, ...around } = asked.value;
  // Whoever judges the data learns that a rating was not blind; the site does not.
  const isJudge = around.viewer.roles.includes("medical-monitor");
  const learned = isJudge
    ? await learnedByRating(ports, asking.study, state)
    : new Map<string, readonly Learned[]>();
  const learnedBy = new Map(
    [...learned].map(([handle, all]) => [handle, [...new Set(all.flatMap(({ facts }) => facts))]]),
  );
  const readiness = await readinessOf(ports, asking, asked.value);
  return ok(viewParticipant(state, { ...around, learnedBy }, readiness));
}

async function readinessOf(
  ports: QueryPorts,
  asking: Asking,
  { facts, design, viewer }: AskedParticipant,
): Promise<ParticipantView["randomization"]> {
  const totals = await totalsInStudy(ports, asking.study, design);
  return viewReadiness(facts, { design, viewer, now: ports.clock.now(), ...(totals ? { totals } : {}) });
}

/** One filling of a form. A form whose answers the person may not see is not there for them. */
export async function seeForm(
  ports: QueryPorts,
  asking: Asking,
  id: string,
  formKey: string,
): Promise<Result<FormView, Refusal>> {
  const asked = await askParticipant(ports, asking, id, "see-participant");
  if (!asked.ok) return asked;
  const { state, ...around } = asked.value;
  const view = viewForm(state, formKey, { ...around, nameOf: await namesOfUsers(ports) });
  return view ? ok(view) : failed(noSuchParticipant());
}
