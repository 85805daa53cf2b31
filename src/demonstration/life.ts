import { addDays } from "#kernel";
import type { Story } from "./agenda.ts";
import { contacts, firstDayOf } from "./life/contacts.ts";
import { scenesAfter } from "./life/scenes.ts";
import { decideOn, screen, signConsent } from "./life/screening.ts";
import { takePart } from "./life/treatment.ts";
import { taper } from "./logs/keep-logs.ts";
import { workdayNear } from "./moments.ts";
import { at, dayFromEnd, type Telling } from "./telling.ts";

/** One participant's story from the first call on, for as long as there is time. */
export async function* lifeOf(telling: Telling): Story {
  const { fate } = telling;
  yield* contacts(telling);
  if (fate.consentAfter === undefined) return;
  yield at(telling, workdayNear(addDays(firstDayOf(telling), fate.consentAfter), {}), "09:00");
  await signConsent(telling);
  yield* screen(telling);
  scenesAfter(telling, "screening");
  const takesPart = yield* decideOn(telling);
  if (!takesPart) return;
  if (fate.person.medicine) telling.begin(taper(telling));
  yield* takePart(telling);
}

/** The rest of a story that began at another site. */
export async function* lifeAfterTransfer(telling: Telling): Story {
  const { transfer } = telling.fate;
  if (!transfer) return;
  yield at(telling, dayFromEnd(telling, transfer.inDays + 1), "12:00");
  yield* takePart(telling);
}
