import type { FastifyInstance } from "fastify";

const pause = 50;

/**
 * A server that ends answers what is under way, and then lets go of its connections: a client keeps them for later, and would keep the
 * server waiting for more than a minute.
 */
export function letGoWhenClosing(server: FastifyInstance): void {
  server.addHook("preClose", async () => {
    if (!server.server.listening) return;
    const sweep = setInterval(() => server.server.closeIdleConnections(), pause);
    server.server.once("close", () => clearInterval(sweep));
  });
}
