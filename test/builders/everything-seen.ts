import { type Role, roles } from "#design";
import type { ZoneId } from "#kernel";
import { type OpenBundle, openBundle } from "#ledger";
import { casebookIn, readCopy } from "#trial";
import {
  bundleLines,
  listDeviations,
  listParticipants,
  listQueries,
  listRatings,
  listSites,
  listStaff,
  type Principal,
  seeDesign,
  seeDesigns,
  seeEligibility,
  seeForm,
  seeFunnel,
  seeHandedOverForm,
  seeHistory,
  seeParticipant,
  seeRating,
  seeStudy,
  seeWorklist,
  takeCopy,
} from "#usecases";
import { north, numberedId, staff } from "../../src/trial/testing/people.ts";
import type { Meadow } from "./meadow.ts";
import { veiledParticipant } from "./play-veiled-study.ts";

const points = ["screening", "enrollment", "randomization"] as const;

/** Somebody of the north site with those roles and no others. */
export function viewerWith(...own: readonly Role[]): Principal {
  const known = Object.values(staff).find(({ role }) => role === own[0]);
  const user = known?.user ?? (numberedId(3, 100 + roles.indexOf(own[0] ?? "inspector")) as never);
  const standings = own.map((role) => ({
    role,
    sites: role === "independent-rater" ? ("all" as const) : [north],
  }));
  return { user, name: "Somebody", standings, isInstanceAdministrator: false };
}

/** Every answer that the study's questions give somebody, by the question; what is refused them is `null`. */
export async function everythingSeen(
  meadow: Meadow,
  principal: Principal,
): Promise<Readonly<Record<string, unknown>>> {
  const ports = meadow.instance.ports as never;
  const asking = { study: meadow.study, principal };
  const id = veiledParticipant;
  const { state, trial } = await meadow.story();
  const seen: Record<string, unknown> = {
    study: await answerOf(seeStudy(ports, asking)),
    participants: await listParticipants(ports, asking),
    participant: await answerOf(seeParticipant(ports, asking, id)),
    history: await answerOf(seeHistory(ports, asking, id)),
    "open queries": await listQueries(ports, asking, "unsettled"),
    "closed queries": await listQueries(ports, asking, "closed"),
    deviations: await listDeviations(ports, asking),
    worklist: await seeWorklist(ports, asking),
    funnel: await seeFunnel(ports, asking),
    sites: await listSites(ports, asking),
    staff: await listStaff(ports, asking),
    ratings: await listRatings(ports, asking),
    designs: await seeDesigns(ports, asking),
    design: await answerOf(seeDesign(ports, asking, "2.0")),
    "handed-over form": await answerOf(seeHandedOverForm(ports, principal)),
    "readable copy": await copyFor(meadow, principal, "readable"),
    "sealed copy": await copyFor(meadow, principal, "sealed"),
  };
  for (const at of points)
    seen[`eligibility at ${at}`] = await answerOf(seeEligibility(ports, asking, id, at));
  for (const key of Object.keys(state.forms)) {
    seen[`form ${key}`] = await answerOf(seeForm(ports, asking, id, key));
    seen[`history of ${key}`] = await answerOf(
      seeHistory(ports, asking, id, { formKey: key, path: "level" }),
    );
  }
  for (const handle of Object.keys(trial.ratings))
    seen[`rating ${handle}`] = await answerOf(seeRating(ports, asking, handle));
  return seen;
}

async function answerOf(
  asked: Promise<{ readonly ok: true; readonly value: unknown } | { readonly ok: false }>,
): Promise<unknown> {
  const answer = await asked;
  return answer.ok ? answer.value : null;
}

/** A copy of the site's part, where the person may take one: each event with what is laid open of it, and the casebooks. */
async function copyFor(
  { instance, study }: Meadow,
  principal: Principal,
  contents: "readable" | "sealed",
): Promise<unknown> {
  const request = { study, site: north, contents, withIdentities: false, principal } as const;
  const taken = await takeCopy(instance.ports, {
    ...request,
    source: { kind: "web" },
    zone: "UTC" as ZoneId,
  });
  if (!taken.ok) return null;
  const lines: string[] = [];
  for await (const piece of bundleLines(instance.ports, taken.value))
    lines.push(...(typeof piece === "string" ? piece.split("\n") : piece));
  const events: unknown[] = [];
  for await (const batch of (await bundleIn(lines)).records)
    for (const filed of batch)
      if (filed.kind === "event")
        events.push({ event: JSON.parse(filed.canonical), openings: filed.openings });
  const reading = await readCopy(await bundleIn(lines));
  const casebooks = reading.participants.map((one) => casebookIn(reading, one.participantId, one.events));
  return { events, casebooks };
}

async function bundleIn(lines: readonly string[]): Promise<OpenBundle> {
  const opened = await openBundle(inOneBatch(lines.filter((line) => line !== "")));
  if (!opened.ok) throw new Error(JSON.stringify(opened.error));
  return opened.value;
}

async function* inOneBatch(lines: readonly string[]): AsyncIterable<readonly string[]> {
  yield lines;
}
