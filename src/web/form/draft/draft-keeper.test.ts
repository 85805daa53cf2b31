import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type DraftValue, type Seen, type Sending, valueAt } from "./draft.ts";
import { type DraftKeeper, draftKeeper } from "./draft-keeper.ts";
import type { SendAnswer } from "./draft-sender.ts";
import { type DraftStore, draftsInMemory } from "./draft-store.ts";

/** A server that takes drafts as the trial's rules do, over a network that can be cut on the way there or back. */
function aServer() {
  let version = 0;
  const items = new Map<string, { value: DraftValue; changedAt: number; by: string }>();
  const done = new Map<string, number>();
  const server = {
    network: "up" as "up" | "cut" | "answers-lost",
    applied: [] as string[],
    write: (path: string, value: DraftValue, by = "somebody else"): void => {
      version += 1;
      items.set(path, { value, changedAt: version, by });
    },
    value: (path: string): DraftValue => items.get(path)?.value ?? null,
    seen: (): Seen => ({
      version,
      items: [...items].map(([path, { value, by }]) => ({ path, value, changedBy: by })),
    }),
    take: async ({ commandId, basedOn, changes }: Sending): Promise<SendAnswer> => {
      if (server.network === "cut") return { kind: "unreached" };
      const answer = decide(commandId, basedOn, changes);
      return server.network === "answers-lost" ? { kind: "unreached" } : answer;
    },
  };
  const decide = (commandId: string, basedOn: number, changes: Sending["changes"]): SendAnswer => {
    const before = done.get(commandId);
    if (before !== undefined) return { kind: "taken", version: before };
    const conflict = Object.keys(changes).find((path) => {
      const item = items.get(path);
      return item !== undefined && item.changedAt > basedOn && item.by !== "me";
    });
    if (conflict) return { kind: "refused", problem: changedMeanwhile(conflict) };
    version += 1;
    for (const [path, { value }] of Object.entries(changes))
      items.set(path, { value, changedAt: version, by: "me" });
    done.set(commandId, version);
    server.applied.push(commandId);
    return { kind: "taken", version };
  };
  return server;
}

function changedMeanwhile(path: string) {
  return { title: "", status: 409, detail: "", code: "changed-meanwhile", path };
}

let ids = 0;

type Page = DraftKeeper & { readonly crash: () => void };

/** A page that is open on the form, and looks again when it is told to. After a crash it does nothing more. */
function aPage(server: ReturnType<typeof aServer>, store: DraftStore): Page {
  let isAlive = true;
  const keeper: DraftKeeper = draftKeeper("me/form", {
    store: {
      ...store,
      write: async (key, kept) => (isAlive ? store.write(key, kept) : undefined),
      remove: async (key) => (isAlive ? store.remove(key) : undefined),
    },
    send: (sending) => (isAlive ? server.take(sending) : new Promise(() => {})),
    envelope: () => ({ commandId: `c${++ids}`, zone: "UTC", occurredAt: "2026-11-20T09:00:00.000Z" }),
    lookAgain: () => keeper.see(server.seen()),
    now: () => 1,
  });
  keeper.see(server.seen());
  return {
    ...keeper,
    crash: () => {
      isAlive = false;
    },
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(60_000);

describe("what is typed", () => {
  test("is on the device at once, and at the server after a pause, in one command", async () => {
    const [server, store] = [aServer(), draftsInMemory()];
    const page = aPage(server, store);
    await vi.advanceTimersByTimeAsync(0);
    page.type("weight", 7);
    page.type("weight", 70);
    page.type("height", 1.75);
    await vi.advanceTimersByTimeAsync(10);
    expect(await store.read("me/form")).toMatchObject({
      pending: { weight: { value: 70 }, height: { value: 1.75 } },
    });
    expect(server.applied).toEqual([]);
    await settled();
    expect(server.value("weight")).toBe(70);
    expect(server.applied).toHaveLength(1);
    expect(page.state()).toMatchObject({ standing: "saved", savedAt: 1 });
    expect(await store.keys("")).toEqual([]);
  });

  test("lies sealed on an enrolled device: nothing is typed over it or sent before somebody unlocks", async () => {
    const [server, store] = [aServer(), draftsInMemory()];
    server.network = "cut";
    const first = aPage(server, store);
    await vi.advanceTimersByTimeAsync(0);
    first.type("weight", 70);
    await vi.advanceTimersByTimeAsync(10);
    first.crash();
    server.network = "up";
    let unlock = (): void => {};
    let isLocked = true;
    const opened = new Promise<void>((resolve) => {
      unlock = () => {
        isLocked = false;
        resolve();
      };
    });
    const again = aPage(server, {
      ...store,
      read: async (key) => (isLocked ? "locked" : store.read(key)),
      whenOpen: () => opened,
    });
    await settled();
    expect(again.state().standing).toBe("locked");
    expect(server.applied).toEqual([]);
    expect(await store.read("me/form")).toMatchObject({ pending: { weight: { value: 70 } } });
    unlock();
    await settled();
    expect(again.state().standing).toBe("saved");
    expect(server.value("weight")).toBe(70);
  });

  test("survives a crash before the server had it", async () => {
    const [server, store] = [aServer(), draftsInMemory()];
    server.network = "cut";
    const page = aPage(server, store);
    await vi.advanceTimersByTimeAsync(0);
    page.type("weight", 70);
    page.typeUnreadable("height", "1.7o");
    await vi.advanceTimersByTimeAsync(2_000);
    expect(page.state().standing).toBe("unreached");
    page.crash();
    server.network = "up";
    const next = aPage(server, store);
    await settled();
    expect(server.value("weight")).toBe(70);
    expect(next.state().draft.unreadable).toEqual({ height: "1.7o" });
  });

  test("is taken once, though its answer was lost and the page crashed", async () => {
    const [server, store] = [aServer(), draftsInMemory()];
    const page = aPage(server, store);
    await vi.advanceTimersByTimeAsync(0);
    server.network = "answers-lost";
    page.type("weight", 70);
    await vi.advanceTimersByTimeAsync(10_000);
    page.crash();
    server.network = "up";
    aPage(server, store);
    await settled();
    expect(server.applied).toHaveLength(1);
    expect(await store.keys("")).toEqual([]);
  });

  test("and taken back again before it was sent is no change", async () => {
    const [server, store] = [aServer(), draftsInMemory()];
    server.write("weight", 70, "me");
    const page = aPage(server, store);
    await vi.advanceTimersByTimeAsync(0);
    page.type("weight", 7);
    page.type("weight", 70);
    await settled();
    expect(server.applied).toEqual([]);
    expect(page.state().standing).toBe("saved");
  });

  test("stays on the device while the form is held, and is sent by nobody", async () => {
    const [server, store] = [aServer(), draftsInMemory()];
    const page = aPage(server, store);
    page.hold(true);
    await vi.advanceTimersByTimeAsync(0);
    page.type("weight", 70);
    await settled();
    expect(server.applied).toEqual([]);
    expect(page.state().standing).toBe("held");
    expect(await store.read("me/form")).toMatchObject({ pending: { weight: { value: 70, seen: null } } });
    page.discard();
    await settled();
    expect(await store.keys("")).toEqual([]);
  });
});

describe("what somebody else changed meanwhile", () => {
  async function conflicting() {
    const [server, store] = [aServer(), draftsInMemory()];
    server.write("weight", 60);
    const page = aPage(server, store);
    await vi.advanceTimersByTimeAsync(0);
    server.write("weight", 61);
    page.type("weight", 70);
    page.type("height", 1.75);
    await settled();
    return { server, page, store };
  }

  test("is shown beside one's own value, and what does not conflict is saved", async () => {
    const { server, page } = await conflicting();
    expect(page.state().draft.conflicts).toMatchObject({
      weight: { mine: 70, theirs: { value: 61, changedBy: "somebody else" } },
    });
    expect(server.value("weight")).toBe(61);
    expect(server.value("height")).toBe(1.75);
    expect(valueAt(page.state().draft, "weight")).toBe(70);
  });

  test("is overwritten only by a person who saw it", async () => {
    const { server, page } = await conflicting();
    page.choose("weight", "mine");
    await settled();
    expect(server.value("weight")).toBe(70);
    expect(page.state().standing).toBe("saved");
  });

  test("holds where the person takes it", async () => {
    const { server, page, store } = await conflicting();
    page.choose("weight", "theirs");
    await settled();
    expect(server.value("weight")).toBe(61);
    expect(valueAt(page.state().draft, "weight")).toBe(61);
    expect(await store.keys("")).toEqual([]);
  });

  test("is seen although it was written between two of one's own saves", async () => {
    const [server, store] = [aServer(), draftsInMemory()];
    const page = aPage(server, store);
    await vi.advanceTimersByTimeAsync(0);
    server.write("weight", 61);
    page.type("height", 1.75);
    await settled();
    page.type("weight", 70);
    await settled();
    // The page had looked again after the first save, so this was typed over a value that was seen.
    expect(valueAt(page.state().draft, "weight")).toBe(70);
    expect(server.value("weight")).toBe(70);
    expect(page.state().draft.conflicts).toEqual({});
  });
});

test("a refusal is kept with what was typed, until a person does something", async () => {
  const store = draftsInMemory();
  const problem = { title: "", status: 422, detail: "The visit has not begun.", code: "visit-not-begun" };
  const page = draftKeeper("me/form", {
    store,
    send: async () => ({ kind: "refused", problem }),
    envelope: () => ({ commandId: "c", zone: "UTC", occurredAt: "2026-11-20T09:00:00.000Z" }),
    lookAgain: () => {},
    now: () => 1,
  });
  await vi.advanceTimersByTimeAsync(0);
  page.type("weight", 70);
  await settled();
  expect(page.state()).toMatchObject({
    standing: "refused",
    problem,
    draft: { pending: { weight: { value: 70 } } },
  });
});

const paths = ["a", "b", "c"] as const;
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("type" as const),
      path: fc.constantFrom(...paths),
      value: fc.nat(9),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("other" as const),
      path: fc.constantFrom(...paths),
      value: fc.nat(9),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("wait" as const),
      milliseconds: fc.constantFrom(5, 400, 1_000, 5_000),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("network" as const),
      is: fc.constantFrom("up", "cut", "answers-lost"),
    }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "crash" as const }) },
  { weight: 1, arbitrary: fc.constant({ do: "look" as const }) },
);

test("through crashes, cut networks and other people's changes, the last thing typed is never lost, and nothing is sent twice", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      const [server, store] = [aServer(), draftsInMemory()];
      let page = aPage(server, store);
      const typed = new Map<string, number>();
      await vi.advanceTimersByTimeAsync(0);
      for (const one of steps) {
        if (one.do === "type") {
          page.type(one.path, one.value);
          typed.set(one.path, one.value);
        } else if (one.do === "other") {
          // Somebody else writes where this person is not typing, or where they are.
          server.write(one.path, one.value + 10);
          if (!(one.path in page.state().draft.pending) && !page.state().draft.sending)
            typed.delete(one.path);
        } else if (one.do === "wait") await vi.advanceTimersByTimeAsync(one.milliseconds);
        else if (one.do === "network") server.network = one.is as "up";
        else if (one.do === "look") page.see(server.seen());
        else {
          page.crash();
          page = aPage(server, store);
        }
        await vi.advanceTimersByTimeAsync(1);
      }
      server.network = "up";
      page.see(server.seen());
      await settled();
      for (const path of Object.keys(page.state().draft.conflicts)) page.choose(path, "mine");
      await settled();
      expect(page.state().draft.pending).toEqual({});
      expect(page.state().draft.sending).toBe(null);
      expect(new Set(server.applied).size).toBe(server.applied.length);
      for (const [path, value] of typed) {
        const now = server.value(path);
        // Theirs stands only where they wrote after this person's value had been taken.
        if (now !== value)
          expect(server.seen().items.find((item) => item.path === path)?.changedBy).toBe("somebody else");
      }
      expect(await store.keys("")).toEqual([]);
      page.close();
    }),
    { numRuns: 150 },
  );
});
