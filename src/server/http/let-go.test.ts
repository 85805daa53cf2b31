import { Agent, get } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import fastify from "fastify";
import { expect, test } from "vitest";
import { letGoWhenClosing } from "./let-go.ts";

test("a server that ends answers what is under way, and waits for nobody who only keeps a connection", async () => {
  const server = fastify();
  letGoWhenClosing(server);
  server.get("/slow", async () => {
    await sleep(300);
    return { answered: true };
  });
  await server.listen({ port: 0, host: "127.0.0.1" });
  const { port } = server.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true });
  const answer = new Promise<number | undefined>((resolve, reject) => {
    get({ host: "127.0.0.1", port, path: "/slow", agent }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode));
    }).once("error", reject);
  });
  await sleep(100);
  const closed = server.close().then(() => "closed");
  expect(await answer).toBe(200);
  // The client would keep the connection for longer than this.
  expect(await Promise.race([closed, sleep(20_000, "kept waiting")])).toBe("closed");
  agent.destroy();
});
