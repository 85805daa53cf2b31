import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import {
  beginOpenIdLink,
  beginOpenIdSignIn,
  finishOpenId,
  type Proof,
  proofSchema,
  unlinkOpenId,
} from "#usecases";
import {
  openIdCallback,
  openIdCookie,
  readCookie,
  renderCookie,
  renderOpenIdCookie,
} from "../http/cookie.ts";
import { deviceOf } from "../http/device.ts";
import { handedOverProblem, signedInOf } from "../http/door.ts";
import { problemSchema } from "../http/problem.ts";
import { refuse } from "../http/refuse.ts";
import type { ServerPorts } from "../server-ports.ts";

const source = { kind: "web" } as const;
const departure = z.object({ url: z.string() });
const withProof = z.strictObject({ proof: proofSchema });

/** Signing in by the institution's identity provider (docs/decisions/0008). */
export function addOpenIdRoutes(fastify: FastifyInstance, ports: ServerPorts): void {
  const server = fastify.withTypeProvider<ZodTypeProvider>();
  const redirectUri = (): string => `${ports.origin()}${openIdCallback}`;
  server.route({
    method: "POST",
    url: "/api/open-id/sign-in",
    config: { access: { kind: "public" } },
    schema: { response: { 200: departure, "4xx": problemSchema } },
    handler: async (request, reply) => {
      if (request.signedIn?.session.handedOver)
        return reply.status(403).type("application/problem+json").send(handedOverProblem);
      const result = await beginOpenIdSignIn(ports, redirectUri());
      if (!result.ok) return refuse(reply, result.error);
      reply.header("set-cookie", renderOpenIdCookie(result.value.sealed, ports));
      return reply.send({ url: result.value.url });
    },
  });
  server.route({
    method: "POST",
    url: "/api/open-id/link",
    config: { access: { kind: "signed-in" } },
    schema: { body: withProof, response: { 200: departure, "4xx": problemSchema } },
    handler: async (request, reply) => {
      const asked = { redirectUri: redirectUri(), proof: request.body.proof as Proof };
      const result = await beginOpenIdLink(ports, signedInOf(request), ports.relyingParty(), asked);
      if (!result.ok) return refuse(reply, result.error);
      reply.header("set-cookie", renderOpenIdCookie(result.value.sealed, ports));
      return reply.send({ url: result.value.url });
    },
  });
  server.route({
    method: "POST",
    url: "/api/open-id/unlink",
    config: { access: { kind: "signed-in" } },
    schema: { body: withProof, response: { 200: z.object({}), "4xx": problemSchema } },
    handler: async (request, reply) => {
      const asked = { proof: request.body.proof as Proof, source };
      const result = await unlinkOpenId(ports, signedInOf(request), ports.relyingParty(), asked);
      return result.ok ? reply.send({}) : refuse(reply, result.error);
    },
  });
  addCallback(fastify, ports);
}

/** Where the provider sends the browser back to. It answers with a page of the app, which says what came of it. */
function addCallback(server: FastifyInstance, ports: ServerPorts): void {
  server.route({
    method: "GET",
    url: openIdCallback,
    config: { access: { kind: "public" } },
    handler: async (request, reply) => {
      const sealed = readCookie(request.headers.cookie, openIdCookie);
      const { wanted, result } = await finishOpenId(ports, {
        callback: `${ports.origin()}${request.url}`,
        sealed,
        device: deviceOf(request),
        source,
      });
      const cookies = [renderOpenIdCookie("", ports)];
      if (!result.ok) {
        reply.header("set-cookie", cookies);
        const page = wanted === "link" ? "/account" : "/sign-in";
        return reply.redirect(`${page}?problem=${encodeURIComponent(result.error.code)}`);
      }
      if ("token" in result.value) cookies.push(renderCookie(result.value.token, ports));
      reply.header("set-cookie", cookies);
      return reply.redirect(pageAfter(result.value.step));
    },
  });
}

function pageAfter(step: string): string {
  if (step === "linked") return "/account";
  return step === "signed-in" ? "/studies" : "/sign-in";
}
