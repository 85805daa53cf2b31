import { expect, test } from "vitest";
import { idOf } from "./entry-cell.ts";
import { heldBack } from "./next-to-send.ts";
import { aCommand, startApp } from "./testing/a-device.ts";
import { aDisk, Crash } from "./testing/crashable-storage.ts";
import { aPretendedServer } from "./testing/pretended-server.ts";

const statesOf = (outbox: Awaited<ReturnType<typeof startApp>>) =>
  outbox.standing().entries.map(({ state }) => state);

test("a command is shown at once, saved once it is on disk, and sent after that", async () => {
  const [disk, server] = [aDisk(), aPretendedServer()];
  const outbox = await startApp(disk, server);
  const pending = outbox.queue(aCommand());
  expect(outbox.standing().unsaved).toHaveLength(1);
  expect(disk.entries()).toEqual([]);
  await pending.saved;
  expect(statesOf(outbox)).toEqual(["saved"]);
  expect(outbox.standing().unsaved).toEqual([]);
  expect(await outbox.deliver()).toBeUndefined();
  expect(statesOf(outbox)).toEqual(["acknowledged"]);
  expect(server.ledger()).toHaveLength(1);
});

test("what is saved is sent after the app was killed, and once only, though its answer was lost", async () => {
  const [disk, server] = [aDisk(), aPretendedServer()];
  const first = await startApp(disk, server);
  await first.queue(aCommand()).saved;
  server.cutNext("after");
  expect(await first.deliver()).toBe("unreached");
  disk.kill();
  const second = await startApp(disk, server);
  expect(await second.deliver()).toBeUndefined();
  expect(server.ledger()).toHaveLength(1);
  expect(statesOf(second)).toEqual(["acknowledged"]);
});

test("a command whose write failed says so", async () => {
  const [disk, server] = [aDisk(), aPretendedServer()];
  const outbox = await startApp(disk, server);
  disk.crashAt("before-write");
  await expect(outbox.queue(aCommand()).saved).rejects.toBeInstanceOf(Crash);
  expect(outbox.standing().unsaved).toEqual([]);
});

test("sending stops at the first that could not be delivered", async () => {
  const [disk, server] = [aDisk(), aPretendedServer()];
  const outbox = await startApp(disk, server);
  for (let count = 0; count < 3; count++) await outbox.queue(aCommand()).saved;
  server.cutNext("before");
  await outbox.deliver();
  expect(statesOf(outbox)).toEqual(["sent", "saved", "saved"]);
  await outbox.deliver();
  expect(server.ledger().map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
});

test("an expired session keeps what waits, until the same person signs in again", async () => {
  const [disk, server] = [aDisk(), aPretendedServer()];
  let signedIn: string | undefined;
  const outbox = await startApp(disk, server, { signedIn: () => signedIn });
  await outbox.queue(aCommand()).saved;
  expect(await outbox.deliver()).toBe("not-signed-in");
  signedIn = "bob";
  expect(await outbox.deliver()).toBe("another-person");
  expect(server.ledger()).toEqual([]);
  signedIn = "ada";
  expect(await outbox.deliver()).toBeUndefined();
  expect(server.ledger()).toHaveLength(1);
});

test("a refused command stays, is shown, and does not stand in the way of the others", async () => {
  const disk = aDisk();
  const server = aPretendedServer((id) => id === refusedId);
  let refusedId = "";
  const outbox = await startApp(disk, server);
  const refused = outbox.queue(aCommand());
  refusedId = refused.commandId;
  await outbox.queue(aCommand()).saved;
  await outbox.deliver();
  expect(statesOf(outbox)).toEqual(["refused", "acknowledged"]);
  expect(outbox.standing().entries[0]?.code).toBe("rule");
});

test("those of a chain wait behind a refused one, until another was carried out in its place", async () => {
  let refusedId = "";
  const server = aPretendedServer((id) => id === refusedId);
  const outbox = await startApp(aDisk(), server);
  const refused = outbox.queue(aCommand({ chain: "kit" }));
  refusedId = refused.commandId;
  const dependent = outbox.queue(aCommand({ chain: "kit" }));
  const other = outbox.queue(aCommand());
  await other.saved;
  await outbox.deliver();
  expect(server.ledger().map(({ commandId }) => commandId)).toEqual([other.commandId]);
  expect(heldBack(outbox.standing().entries).map(idOf)).toEqual([dependent.commandId]);
  const [entry] = outbox.standing().entries;
  if (!entry) throw new Error("The refused entry is gone.");
  const anew = outbox.sendAnew(entry, aCommand({ chain: "kit" }));
  await anew.saved;
  await outbox.deliver();
  expect(server.ledger().map(({ commandId }) => commandId)).toEqual([
    other.commandId,
    anew.commandId,
    dependent.commandId,
  ]);
});

test("one that was put aside lets its chain go on, and the reason is a command of its own", async () => {
  let refusedId = "";
  const server = aPretendedServer((id) => id === refusedId);
  const outbox = await startApp(aDisk(), server);
  refusedId = outbox.queue(aCommand({ chain: "kit" })).commandId;
  const dependent = outbox.queue(aCommand({ chain: "kit" }));
  await dependent.saved;
  await outbox.deliver();
  const [entry] = outbox.standing().entries;
  if (!entry) throw new Error("The refused entry is gone.");
  const telling = outbox.putAside(entry, aCommand({ type: "put-aside-command" }));
  await telling.saved;
  expect(() => outbox.putAside(entry, aCommand())).toThrow(/resolved already/);
  await outbox.deliver();
  expect(server.ledger().map(({ commandId }) => commandId)).toEqual([dependent.commandId, telling.commandId]);
  expect(outbox.standing().entries[0]).toMatchObject({ state: "refused", resolution: { how: "put-aside" } });
});

test("a server that was put back to an earlier state gets again what it no longer has", async () => {
  const server = aPretendedServer();
  const outbox = await startApp(aDisk(), server);
  for (let count = 0; count < 4; count++) await outbox.queue(aCommand()).saved;
  await outbox.deliver();
  server.putBack(3);
  await outbox.queue(aCommand()).saved;
  await outbox.deliver();
  expect(server.ledger().map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
});
