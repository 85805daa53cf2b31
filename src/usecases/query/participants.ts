import { failed, ok, type Refusal, type Result } from "#kernel";
import { type FormView, type ParticipantView, viewForm, viewParticipant } from "#trial";
import { type Asking, askParticipant, namesOfUsers, noSuchParticipant } from "./asking.ts";
import type { QueryPorts } from "./ports.ts";

export async function seeParticipant(
  ports: QueryPorts,
  asking: Asking,
  id: string,
): Promise<Result<ParticipantView, Refusal>> {
  const asked = await askParticipant(ports, asking, id, "see-participant");
  if (!asked.ok) return asked;
  const { state, ...around } = asked.value;
  return ok(viewParticipant(state, around));
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
