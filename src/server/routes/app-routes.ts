import { existsSync } from "node:fs";
import path from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";

/** The built app. Its files carry their content in their names and are kept; every other address is the app's own to show. */
export function addAppRoutes(server: FastifyInstance, folder: string): void {
  server.register(fastifyStatic, { root: folder, serve: false });
  server.route({
    method: "GET",
    url: "/*",
    config: { access: { kind: "app" } },
    handler: (request, reply) => {
      // The router has decoded it; decoding once more would give a hidden “..” its meaning back.
      const asked = (request.params as { readonly "*": string })["*"];
      const file = path.resolve(folder, asked);
      const isFile = file.startsWith(`${folder}${path.sep}`) && path.extname(file) !== "" && existsSync(file);
      if (!isFile)
        return reply.header("cache-control", "no-cache").sendFile("index.html", { cacheControl: false });
      const isNamedByContent = asked.startsWith("assets/");
      return reply
        .header("cache-control", isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache")
        .sendFile(asked, { cacheControl: false });
    },
  });
}
