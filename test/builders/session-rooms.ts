import type { UserId } from "#kernel";
import { kitsOfSession, participantStream, stockStream } from "#trial";
import { acceptInvitation, invite, systemUser } from "#usecases";
import type { Instance } from "../../src/cli/instance.ts";
import { packsOf } from "../../src/trial/testing/kits.ts";
import { north, numberedId, type Person, staff } from "../../src/trial/testing/people.ts";
import { aTrial } from "../../src/trial/testing/story.ts";
import { foldings } from "../../src/usecases/ledger/foldings.ts";
import type { TestClock } from "./instance.ts";
import { aMeadow, type Meadow } from "./meadow.ts";
import { sessionStudy } from "./session-study.ts";

export const roomPassword = "a long sentence here";

/** Whose session is about to be held, by which two, with which kits. */
export type Room = {
  readonly sessionId: string;
  readonly participantId: string;
  readonly lead: Person;
  readonly assistant: Person;
  readonly kits: { readonly initial: string; readonly supplemental: string };
};

const visitId = "at-dosing";
const source = { kind: "cli" } as const;

/** A study in which so many sessions are open: everybody randomized, their kits handed out, each session with a pair of its own. */
export async function openRooms(
  count: number,
  start?: (clock: TestClock) => Promise<Instance>,
): Promise<{ readonly meadow: Meadow; readonly rooms: readonly Room[] }> {
  const serials = Array.from({ length: count }, (_, at) => at + 1);
  const told = serials.reduce(
    (story, serial) => story.another(serial).randomized().began(visitId),
    aTrial(sessionStudy).on("2026-02-02"),
  );
  const meadow = await aMeadow(start, told);
  await stockUp(meadow, count);
  const rooms: Room[] = [];
  for (const serial of serials) rooms.push(await openRoom(meadow, serial));
  return { meadow, rooms };
}

async function openRoom(meadow: Meadow, serial: number): Promise<Room> {
  const participantId = numberedId(4, serial);
  const sessionId = numberedId(6, serial);
  const lead = await join(meadow, "lead-therapist", 2 * serial);
  const assistant = await join(meadow, "co-therapist", 2 * serial + 1);
  const { pharmacist } = staff;
  await meadow.act({ type: "assign-kits", about: participantId, by: pharmacist, data: { visitId } });
  const codes = await kitCodes(meadow, participantId);
  for (const code of Object.values(codes))
    await meadow.act({
      type: "dispense-kit",
      about: participantId,
      by: pharmacist,
      data: { visitId, code },
    });
  await meadow.act({ type: "open-session", about: sessionId, by: lead, data: { participantId, visitId } });
  return { sessionId, participantId, lead, assistant, kits: codes };
}

async function join(
  meadow: Meadow,
  role: "lead-therapist" | "co-therapist",
  serial: number,
): Promise<Person> {
  const user = numberedId(3, 1_000 + serial) as UserId;
  const person: Person = { user, name: `${role} ${serial}`, role, sites: [north] };
  const account = { userId: user, name: person.name, username: usernameOf(person) };
  await accept(meadow, await tokenFor(meadow, account));
  const by = staff.administrator;
  await meadow.act({ type: "add-staff-member", about: user, by, data: { name: person.name } });
  await meadow.act({
    type: "grant-role",
    about: user,
    by,
    data: { role, siteId: north, from: "2026-01-01" },
  });
  return person;
}

export function usernameOf({ name }: Pick<Person, "name">): string {
  return name.replaceAll(" ", "-");
}

async function tokenFor(
  { instance: { ports } }: Meadow,
  account: { readonly userId: UserId; readonly name: string; readonly username: string },
): Promise<string> {
  const person = { ...account, isAdministrator: false, isDemonstration: true };
  const invited = await invite(ports, person, { by: systemUser, source });
  if (!invited.ok) throw new Error(invited.error.message);
  return invited.value.token;
}

async function accept({ instance: { ports } }: Meadow, token: string): Promise<void> {
  const accepted = await acceptInvitation(ports, { token, password: roomPassword, source });
  if (!accepted.ok) throw new Error(accepted.error.message);
}

const largestShipment = 40;

async function stockUp(meadow: Meadow, count: number): Promise<void> {
  for (let left = count; left > 0; left -= largestShipment) {
    const setsPerArm = Math.min(left, largestShipment);
    const data = { setsPerArm, expiresOn: "2026-12-31", packs: packsOf(["80"]) };
    await meadow.act({ type: "ship-kits", about: north, by: staff.unblindedPharmacist, data });
    const { shipments, kits } = await stockNow(meadow);
    const shipmentId = shipments.at(-1)?.shipmentId;
    const lines = Object.values(kits)
      .filter((kit) => kit.shipmentId === shipmentId)
      .map(({ code }) => ({ code, condition: "present" }));
    const received = { shipmentId, temperature: "in-range", lines };
    await meadow.act({ type: "receive-shipment", about: north, by: staff.pharmacist, data: received });
  }
}

async function stockNow({ instance: { ports }, study }: Meadow) {
  const toLoad = { stream: stockStream(north), folding: foldings.stock };
  const [{ state }] = await ports.states.load({ study, sites: "all" }, toLoad);
  return state;
}

async function kitCodes({ instance: { ports }, study }: Meadow, participant: string): Promise<Room["kits"]> {
  const toLoad = {
    stream: participantStream(participant),
    folding: foldings.participant,
    keyOwner: participant,
  };
  const [{ state }] = await ports.states.load({ study, sites: "all" }, toLoad);
  const { kits } = kitsOfSession(state.kits, visitId);
  const codeOf = (kind: "initial" | "supplemental"): string => {
    const kit = kits.find((one) => one.kind === kind);
    if (!kit) throw new Error(`There is no ${kind} kit for ${participant}.`);
    return kit.code;
  };
  return { initial: codeOf("initial"), supplemental: codeOf("supplemental") };
}
