import { setTimeout as sleep } from "node:timers/promises";
import type { SeededRandom } from "#kernel";
import { idsOfCommand } from "../../../src/trial/session/ids-of-command.ts";
import type { PreparedCommand } from "../../../src/web/offline/queued-command.ts";
import { isWaiting } from "../../../src/web/offline/stored-entry.ts";
import type { Room } from "../../builders/session-rooms.ts";
import { type Act, roomScript } from "./room-script.ts";
import { type Entered, isSignedOffline, type Tablet } from "./tablet.ts";
import { type Upset, upsets } from "./upsets.ts";

/** A session as it is held: its two tablets, what is still to be done on them, and what was entered. */
export type RoomRun = {
  readonly room: Room;
  readonly tablets: readonly [Tablet, Tablet];
  readonly entered: readonly Entered[];
  /** Whether anything is due by this minute. */
  readonly isDue: (minute: number) => boolean;
  /** Does what is due. */
  readonly step: (minute: number) => Promise<void>;
  /** The network is there again: everything is sent that waits. */
  readonly settle: () => Promise<void>;
  /** Nothing waits any more, and both tablets are open. */
  readonly isSettled: () => boolean;
};

export function aRoomRun(room: Room, tablets: readonly [Tablet, Tablet], random: SeededRandom): RoomRun {
  const acts = [...roomScript(room, random)];
  const disturbing = [...upsets(random)];
  const entered: Entered[] = [];
  const ids = new Map<string, string>();
  // What takes both and the server waits for it, in its order.
  const together: { readonly act: Act; prepared?: PreparedCommand }[] = [];
  let [dosedAt, isEarly] = [0, false];
  const idOf = (name: string): string => ids.get(name) ?? crypto.randomUUID();

  const enter = async (act: Act): Promise<void> => {
    const [tablet, other] = [tablets[act.tablet], tablets[act.tablet === 0 ? 1 : 0]];
    const planned = typeof act.data === "function" ? act.data(idOf) : act.data;
    // Whose dose had to wait for the network stays for the night.
    const data = act.type === "end-session" && isEarly ? { ending: "overnight" } : planned;
    const isSigned = act.together && isSignedOffline(act.type);
    if (act.together && !isSigned) {
      together.push({ act });
      return;
    }
    const done = isSigned
      ? await tablet.enterSigned(act.type, data, other.person)
      : await tablet.enter(act.type, data);
    entered.push(done);
    if (act.name) ids.set(act.name, idsOfCommand(done.commandId)());
    if (done.fate === "saved") return;
    // The tablet died of it. Whoever holds it looks what it still has, and enters anew what is not there.
    await startAnew(tablet, random);
    const isThere = tablet.device.disk
      .entries()
      .some(({ sealed }) => sealed.header.commandId === done.commandId);
    if (!isThere) await enter(act);
  };

  const enterTogether = async (): Promise<void> => {
    for (let next = together[0]; next; next = together[0]) {
      const { act } = next;
      const [tablet, other] = [tablets[act.tablet], tablets[act.tablet === 0 ? 1 : 0]];
      await deliverBoth();
      if (tablets.some(({ device }) => device.outbox().standing().entries.some(isWaiting))) return;
      next.prepared ??= tablet.prepare(act.type, act.data as object);
      const done = await tablet.enterTogether(next.prepared, other.person);
      if (!done) return;
      if (act.type === "record-dose" && act.minute === 0) dosedAt = done.at;
      if (act.type === "assess-readiness") isEarly = done.at - dosedAt < 480 * 60_000;
      entered.push(done);
      together.shift();
    }
  };

  const deliverBoth = async (): Promise<void> => {
    for (const tablet of tablets) {
      if (!tablet.device.outbox().standing().entries.some(isWaiting)) continue;
      if (random.next() < 0.3) await tablet.compareClocks();
      await tablet.deliver();
    }
  };

  const upset = async (what: Upset): Promise<void> => {
    const tablet = tablets[what.tablet];
    if (what.kind === "cut") tablet.network.cut({ place: what.place, restarting: false });
    if (what.kind === "offline") tablet.network.setOffline(what.isOffline);
    if (what.kind === "offline" && !what.isOffline) await tablet.compareClocks();
    if (what.kind === "kill") await kill(tablet, what);
  };

  const kill = async (tablet: Tablet, { how, cut }: Upset & { readonly kind: "kill" }): Promise<void> => {
    tablet.network.cut({ place: cut, restarting: true });
    if (how === "amid-write") {
      tablet.device.disk.crashAt(random.pick(["before-write", "after-write"]));
      const note = { freeText: `Written as it died, ${random.between(100_000, 999_999)}.` };
      return enter({ minute: 0, tablet: tablets[0] === tablet ? 0 : 1, type: "take-note", data: { note } });
    }
    if (how === "amid-delivery") {
      const note = { freeText: `Sent as it died, ${random.between(100_000, 999_999)}.` };
      entered.push(await tablet.enter("take-note", { note }));
      const sending = tablet.deliver();
      await sleep(random.between(0, 12));
      await startAnew(tablet, random);
      return sending;
    }
    await startAnew(tablet, random);
  };

  const step = async (minute: number): Promise<void> => {
    for (let next = disturbing[0]; next && next.minute <= minute; next = disturbing[0]) {
      disturbing.shift();
      await upset(next);
    }
    for (let next = acts[0]; next && next.minute <= minute; next = acts[0]) {
      // Nobody ends a session of which two have not said yet that it may end.
      if (next.type === "end-session" && together.length > 0) break;
      acts.shift();
      await enter(next);
      if (random.next() < 0.3) await tablets[next.tablet].unlock();
    }
    await deliverBoth();
    await enterTogether();
  };

  let isOpen = false;
  return {
    room,
    tablets,
    entered,
    isDue: (minute) =>
      together.length > 0 ||
      [acts[0], disturbing[0]].some((next) => next && next.minute <= minute) ||
      tablets.some(({ device }) => device.outbox().standing().entries.some(isWaiting)),
    step,
    settle: async () => {
      for (const tablet of tablets) {
        tablet.network.setOffline(false);
        // Cuts that found nothing to cut yet.
        while (tablet.network.waiting() > 0) await tablet.compareClocks();
        await tablet.unlock();
        await tablet.deliver();
      }
      await enterTogether();
      await step(Number.POSITIVE_INFINITY);
      isOpen = true;
    },
    isSettled: () =>
      isOpen &&
      acts.length === 0 &&
      together.length === 0 &&
      tablets.every(({ device, network }) => {
        return network.waiting() === 0 && !device.outbox().standing().entries.some(isWaiting);
      }),
  };
}

async function startAnew(tablet: Tablet, random: SeededRandom): Promise<void> {
  await tablet.restart();
  if (random.next() < 0.5) await tablet.unlock();
}
