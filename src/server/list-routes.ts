import fastify from "fastify";
import { serializerCompiler, validatorCompiler } from "fastify-type-provider-zod";
import type { z } from "zod";
import type { Access } from "./http/access.ts";
import { addRoutes } from "./server.ts";
import type { ServerPorts } from "./server-ports.ts";

/** A route as it is declared: for the generated client, the OpenAPI document, and the tests that walk them all. */
export type ApiRoute = {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
  readonly params?: z.ZodType;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  readonly answer?: z.ZodType;
};

/** All routes, without a server: nothing of the ports is touched. */
export function listRoutes(): readonly ApiRoute[] {
  const routes: ApiRoute[] = [];
  const server = fastify();
  server.setValidatorCompiler(validatorCompiler);
  server.setSerializerCompiler(serializerCompiler);
  server.addHook("onRoute", ({ method, url, config, schema }) => {
    if (method === "HEAD" || !config?.access) return;
    const { params, querystring, body, response } = (schema ?? {}) as Record<string, z.ZodType | undefined>;
    const answers = (response ?? {}) as Readonly<Record<string, z.ZodType | undefined>>;
    const answer = answers["200"] ?? answers["201"];
    routes.push({
      method: String(method),
      url,
      access: config.access,
      ...(params ? { params } : {}),
      ...(querystring ? { query: querystring } : {}),
      ...(body ? { body } : {}),
      ...(answer ? { answer } : {}),
    });
  });
  addRoutes(server, {} as ServerPorts);
  return routes.sort((a, b) => a.url.localeCompare(b.url) || a.method.localeCompare(b.method));
}
