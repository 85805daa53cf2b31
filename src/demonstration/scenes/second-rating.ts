import { addDays, type SeededRandom, seededRandom } from "#kernel";
import type { Story } from "../agenda.ts";
import { members } from "../cast.ts";
import { entriesOf } from "../held-visit.ts";
import { workdayNear } from "../moments.ts";
import { at, doFor, later, stateOf, type Telling, today } from "../telling.ts";

const share = 0.3;
/** Whoever listened to somebody meets them no more: the pool is to last to the primary endpoint. */
const mostOfOne = 1;

/** The recording of a rating is rated again, some days later, by somebody who has not met the participant. Not of every one. */
export async function* secondRating(telling: Telling, formKey: string): Story {
  const state = await stateOf(telling);
  const request = Object.values(state.ratings).find(
    (one) => one.formKey === formKey && one.status === "received",
  );
  if (!request) return;
  const random = seededRandom(`second rating ${telling.fate.person.key} ${formKey}`);
  if (random.next() > share) return;
  const { handle } = request;
  yield at(telling, workdayNear(addDays(today(telling), 3), {}), "09:30");
  if (Object.keys((await stateOf(telling)).secondRatings).length >= mostOfOne) return;
  const as = members.find(({ roles }) => roles.includes("rater-coordinator"))?.username ?? "";
  await doFor(telling, {
    as,
    type: "request-second-rating",
    data: { handle, startsAt: later(telling, 120) },
  });
  const second = Object.values((await stateOf(telling)).secondRatings).find(
    ({ ofRating }) => ofRating === handle,
  );
  if (!second) throw new Error("The second rating was not asked for.");
  const { conduct } = telling;
  const rater = conduct.usernameOf(second.rater);
  yield later(telling, 125);
  await conduct.act({ as: rater, type: "start-rating", about: second.handle, data: {} });
  yield later(telling, 70);
  const items = (await stateOf(telling)).forms[formKey]?.items ?? {};
  const heard = Object.fromEntries(
    Object.entries(items).flatMap(([path, { value }]) => (value === null ? [] : [[path, value]])),
  );
  const data = { entries: entriesOf({ ...heard, ...heardOtherwise(heard, random) } as never) };
  await conduct.act({ as: rater, type: "submit-rating", about: second.handle, data });
}

/** A symptom in five is rated a step higher or lower; nothing becomes absent that was there, nor the other way round. */
function heardOtherwise(heard: Readonly<Record<string, unknown>>, random: SeededRandom): object {
  const changed: Record<string, number> = {};
  for (let item = 1; item <= 20; item++) {
    const [frequency, intensity] = [`item${item}Frequency`, `item${item}Intensity`];
    const [often, strong] = [Number(heard[frequency] ?? 0), Number(heard[intensity] ?? 0)];
    const step = random.next() < 0.5 ? 1 : -1;
    const isHeardOtherwise = random.next() < 0.2;
    if (!isHeardOtherwise || Math.min(often, strong) + step < 1 || Math.max(often, strong) + step > 4)
      continue;
    changed[frequency] = often + step;
    changed[intensity] = strong + step;
  }
  return changed;
}
