import fc from "fast-check";
import { expect, test } from "vitest";
import type { Outbox } from "./outbox.ts";
import { aCommand, startApp } from "./testing/a-device.ts";
import { aDisk, type CrashPoint } from "./testing/crashable-storage.ts";
import { aPretendedServer, type Cut } from "./testing/pretended-server.ts";

type Step =
  | { readonly do: "queue"; readonly chain: string | undefined }
  | { readonly do: "deliver"; readonly cut: Cut }
  | { readonly do: "crash"; readonly at: CrashPoint }
  | { readonly do: "kill" }
  | { readonly do: "put-back"; readonly commands: number }
  | { readonly do: "sign"; readonly user: string | undefined };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant("queue" as const), chain: fc.constantFrom(undefined, "a") }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant("deliver" as const),
      cut: fc.constantFrom<Cut[]>("none", "before", "after"),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant("crash" as const),
      at: fc.constantFrom<CrashPoint[]>("before-write", "after-write"),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("kill" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant("put-back" as const), commands: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant("sign" as const),
      user: fc.constantFrom(undefined, "ada", "bob"),
    }),
  },
);

test("whatever is cut, crashes or is put back: 0 lost, 0 doubled, order kept", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
      const [disk, server] = [aDisk(), aPretendedServer()];
      let signedIn: string | undefined = "ada";
      const saved: string[] = [];
      const begin = (): Promise<Outbox> => startApp(disk, server, { signedIn: () => signedIn });
      let app = await begin();
      // A crash shows itself as an answer that never comes: whoever asked is gone, and the app starts anew.
      const survive = async (work: () => Promise<unknown>): Promise<void> => {
        try {
          await work();
        } catch {
          app = await begin();
        }
      };
      for (const one of steps) {
        switch (one.do) {
          case "queue":
            await survive(async () => {
              const pending = app.queue(aCommand(one.chain ? { chain: one.chain } : {}));
              await pending.saved;
              saved.push(pending.commandId);
            });
            break;
          case "deliver":
            server.cutNext(one.cut);
            await survive(() => app.deliver());
            break;
          case "crash":
            disk.crashAt(one.at);
            break;
          case "kill":
            disk.kill();
            app = await begin();
            break;
          case "put-back":
            server.putBack(one.commands);
            break;
          case "sign":
            signedIn = one.user;
            server.setSignedIn(one.user);
        }
      }
      disk.kill();
      signedIn = "ada";
      server.setSignedIn("ada");
      server.cutNext("none");
      app = await begin();
      // One more, so that a server that was put back is asked at all.
      await app.queue(aCommand()).saved;
      expect(await app.deliver()).toBeUndefined();
      const ledger = server.ledger();
      const ids = ledger.map(({ commandId }) => commandId);
      expect(saved.filter((id) => !ids.includes(id))).toEqual([]);
      expect(new Set(ids).size).toBe(ids.length);
      const order = ledger.map(({ sequence }) => sequence);
      expect(order).toEqual([...order].sort((a, b) => a - b));
      expect(disk.entries().every(({ state }) => state === "acknowledged")).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("random refusals lose nothing either: each command was carried out, or stands refused", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          isRefused: fc.boolean(),
          chain: fc.constantFrom(undefined, "a", "b"),
          cut: fc.constantFrom<Cut[]>("none", "before", "after"),
        }),
        { maxLength: 25 },
      ),
      async (commands) => {
        const refused = new Set<string>();
        const server = aPretendedServer((id) => refused.has(id));
        const disk = aDisk();
        let app = await startApp(disk, server);
        for (const { isRefused, chain, cut } of commands) {
          const pending = app.queue(aCommand(chain ? { chain } : {}));
          if (isRefused) refused.add(pending.commandId);
          await pending.saved;
          server.cutNext(cut);
          await app.deliver();
          if (cut !== "none") {
            disk.kill();
            app = await startApp(disk, server);
          }
        }
        await app.deliver();
        const { entries } = app.standing();
        const carriedOut = new Set(server.ledger().map(({ commandId }) => commandId));
        for (const [index, entry] of entries.entries()) {
          const { commandId } = entry.sealed.header;
          const isHeld = entries
            .slice(0, index)
            .some(
              (other) =>
                other.state === "refused" && other.chain !== undefined && other.chain === entry.chain,
            );
          const expected = isHeld
            ? ["saved", "sent"]
            : refused.has(commandId)
              ? ["refused"]
              : ["acknowledged"];
          expect(expected).toContain(entry.state);
          expect(carriedOut.has(commandId)).toBe(entry.state === "acknowledged");
        }
        expect(entries).toHaveLength(commands.length);
      },
    ),
    { numRuns: 300 },
  );
});
