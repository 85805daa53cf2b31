import type { Story } from "../agenda.ts";
import { allInCare, type InCare, inDays, isOver, type Round } from "./round.ts";

const monitor = "dana.monitor";

/** What a monitor compares with the source first: what decides who takes part, and what safety rests on. */
const critical: readonly string[] = [
  "demographics",
  "medical-history",
  "prior-psychedelic-use",
  "ecg",
  "laboratory",
  "body-measurements",
  "adverse-event",
];

const most = 6;

/** Every five weeks a monitor visits the site, and compares some forms of each participant with their source. */
export async function* monitoring(round: Round): Story {
  for (let next = inDays(round, 35, "09:40"); !isOver(round, next); next = inDays(round, 35, "09:40")) {
    yield next;
    for (const inCare of await allInCare(round)) {
      for (const formKey of toVerify(inCare).slice(0, most)) await verify(round, inCare, formKey);
    }
  }
}

function toVerify({ state }: InCare): readonly string[] {
  return Object.values(state.forms)
    .filter(({ formId, status }) => critical.includes(formId) && status === "submitted")
    .filter(({ items }) => Object.values(items).some(({ verified }) => verified === null))
    .map(({ formKey }) => formKey);
}

/** Compares all that stands on a form with its source. */
export async function verify(
  { conduct }: Pick<Round, "conduct">,
  { fate, state }: InCare,
  formKey: string,
): Promise<void> {
  const items = state.forms[formKey]?.items ?? {};
  const { version } = await conduct.participant(fate.person.participantId);
  const paths = Object.keys(items).filter((path) => items[path]?.verified === null);
  const about = fate.person.participantId;
  await conduct.act({
    as: monitor,
    type: "verify-source",
    about,
    basedOn: version,
    data: { formKey, paths },
  });
}
