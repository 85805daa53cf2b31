import { randomBytes } from "node:crypto";
import type { SeededRandom } from "#kernel";
import { commands } from "#trial";
import type { Person } from "../../../src/trial/testing/people.ts";
import type { Ask } from "../../../src/web/offline/http-delivery.ts";
import type { PreparedCommand } from "../../../src/web/offline/queued-command.ts";
import { Crash } from "../../../src/web/offline/testing/crashable-storage.ts";
import { roomPassword, usernameOf } from "../../builders/session-rooms.ts";
import { aDevice, askOver, type Device, type DevicePerson } from "../../offline/device.ts";
import { type CuttableNetwork, cuttable } from "./cuttable-network.ts";
import type { WorldClock } from "./world-clock.ts";

/** What somebody entered, and what became of it on their device. */
export type Entered = {
  readonly commandId: string;
  readonly type: string;
  readonly data: object;
  readonly tablet: number;
  /** True time at which it was entered, in milliseconds since 1970. */
  readonly at: number;
  /** Through the outbox, or signed by two at once with the server at hand. */
  readonly by: "outbox" | "server";
  /** `saved`: the device, or the server, said that it has it. `unsaid`: it died before it said anything. */
  fate: "saved" | "unsaid" | "refused";
};

export type Tablet = {
  readonly device: Device;
  readonly network: CuttableNetwork;
  readonly person: Person;
  readonly kills: () => number;
  /** By how many milliseconds its clock is ahead now. */
  readonly drift: () => number;
  /** Enters something as its person does; @returns what was entered. */
  readonly enter: (type: string, data: object) => Promise<Entered>;
  /** Signed by both with their passwords, with the server at hand. @returns undefined: there was no answer, try again */
  readonly enterTogether: (prepared: PreparedCommand, witness: Person) => Promise<Entered | undefined>;
  readonly prepare: (type: string, data: object) => PreparedCommand;
  /** Signs a command with the keys that its device holds, for both, and enters it. */
  readonly enterSigned: (type: string, data: object, witness: Person) => Promise<Entered>;
  readonly deliver: () => Promise<void>;
  readonly compareClocks: () => Promise<void>;
  readonly restart: () => Promise<void>;
  readonly unlock: () => Promise<void>;
};

type About = {
  readonly study: string;
  readonly sessionId: string;
  readonly index: number;
  readonly person: Person;
  readonly partner: Person;
  readonly origin: string;
  readonly world: WorldClock;
  readonly random: SeededRandom;
};

/** What does not need the server at the moment of signing. */
export function isSignedOffline(type: string): boolean {
  return commands.some((one) => one.type === type && one.allowsOfflineSignature);
}

export async function aTablet(about: About): Promise<Tablet> {
  const { study, sessionId, index, person, partner, origin, world, random } = about;
  const clock = aDriftingClock(world, random);
  const network = cuttable();
  const device = await aDevice(clock.now);
  const [own, other] = [person, partner].map(onDevice) as [DevicePerson, DevicePerson];
  const asPerson = signedInAs(origin, network);
  let kills = 0;
  for (const [who, known] of [
    [partner, other],
    [person, own],
  ] as const) {
    device.signIn(known, asPerson(who));
    await device.enroll(known, `Tablet ${index}`);
  }
  const ask = asPerson(person);
  const prepare = (type: string, data: object): PreparedCommand =>
    device.outbox().prepare({ study, type, subject: "session", subjectId: sessionId, data });
  const put = async (prepared: PreparedCommand): Promise<Entered> => {
    const { commandId, type, data } = prepared;
    const entered: Entered = {
      ...{ commandId, type, data: data as object, tablet: index },
      ...{ at: world.now(), by: "outbox", fate: "unsaid" },
    };
    try {
      await device.outbox().queue(prepared).saved;
      entered.fate = "saved";
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
    }
    return entered;
  };
  return {
    device,
    network,
    person,
    kills: () => kills,
    drift: clock.ahead,
    prepare,
    enter: (type, data) => put(prepare(type, data)),
    enterSigned: async (type, data, witness) => {
      const byAuthor = await device.sign(own, "author", prepare(type, data));
      return put(await device.sign(witness === person ? own : other, "witness", byAuthor));
    },
    enterTogether: async ({ commandId, type, data, zone }, witness) => {
      const at = world.now();
      const body = {
        ...{ commandId, zone, data },
        proof: { password: roomPassword },
        witness: { username: usernameOf(witness), password: roomPassword },
      };
      const path = `/api/studies/${study}/sessions/${sessionId}/commands/${type}`;
      const answer = await ask("POST", path, body).catch(() => undefined);
      if (!answer || answer.status >= 500 || answer.status === 401) return undefined;
      const fate = answer.status < 300 ? "saved" : "refused";
      return { commandId, type, data: data as object, tablet: index, at, by: "server", fate };
    },
    deliver: async () => {
      await device.deliver().catch(onlyCrash);
    },
    compareClocks: async () => {
      // As long there as back it never is.
      clock.shift(-random.between(5, 900));
      network.onceTold(() => clock.shift(random.between(5, 900)));
      await device.compareClocks().catch(() => {});
      clock.shift(0);
    },
    restart: async () => {
      kills++;
      await device.restart();
    },
    unlock: () => device.unlock(own),
  };
}

function onlyCrash(error: unknown): void {
  if (!(error instanceof Crash)) throw error;
}

function onDevice({ user, ...person }: Person): DevicePerson {
  return {
    user,
    username: usernameOf(person),
    secret: randomBytes(32).toString("base64"),
    proof: () => ({ password: roomPassword }),
  };
}

/** Up to a quarter of an hour off, and running up to 80 millionths too fast or too slow: a quartz keeps within a hundred. */
function aDriftingClock(world: WorldClock, random: SeededRandom) {
  const offset = random.between(-900_000, 900_000);
  const rate = (random.next() - 0.5) * 1.6e-4;
  const start = world.now();
  let shifted = 0;
  const now = (): number => {
    const time = world.now() + shifted;
    return Math.round(time + offset + rate * (time - start));
  };
  return {
    now,
    ahead: () => now() - world.now() - shifted,
    /** How long ago, or how much later, than the present moment something is read. */
    shift: (milliseconds: number) => {
      shifted = milliseconds;
    },
  };
}

/** Whoever's session has ended signs in anew. */
function signedInAs(origin: string, network: CuttableNetwork): (person: Person) => Ask {
  return (person) => {
    let cookie = "";
    const asked = askOver(origin, () => cookie);
    const signIn = async (): Promise<void> => {
      const response = await fetch(`${origin}/api/sign-in`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ username: usernameOf(person), password: roomPassword }),
      });
      cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
      await response.arrayBuffer();
    };
    return network.through(async (...request) => {
      const first = await asked(...request);
      if (first.status !== 401) return first;
      await signIn();
      return asked(...request);
    });
  };
}
