// The real server in a process of its own over a database and a home that outlive it; its clock is the test's. To be killed with -9.
import { instantOf, millisecondsOf } from "#kernel";
import { buildServer } from "#server";
import { assembleInstance } from "../../src/cli/instance.ts";
import type { RoomServerPlace } from "./room-server-process.ts";

const place = JSON.parse(process.argv[2] ?? "{}") as RoomServerPlace;
let now = place.now;
const clock = { now: () => instantOf(now) };
const database = { ...place.database, ended: new Promise<void>(() => {}), close: async () => {} };
const instance = assembleInstance({ home: place.home }, database, clock);
const origin = `http://localhost:${place.port}`;
const server = buildServer({
  ...instance.ports,
  origin: () => origin,
  relyingParty: () => ({ id: "localhost", name: "Vigil", origin }),
  isHttps: false,
  appFolder: place.appFolder,
});
// Every answer says what time it is by the test's clock: a page compares its own with that.
server.addHook("onSend", async (_request, reply) => {
  reply.header("date", new Date(millisecondsOf(clock.now())).toUTCString());
});
process.on("message", (moment: number) => {
  now = moment;
  process.send?.("set");
});
await server.listen({ port: place.port, host: "127.0.0.1" });
process.send?.("listening");
