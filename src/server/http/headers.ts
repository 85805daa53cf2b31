import type { FastifyInstance, FastifyReply } from "fastify";

// Styles come from Mantine, which sets some on elements; scripts come from our own files alone.
const contentSecurityPolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

/** What every answer tells the browser: nothing of others' origin, no frames, no guessing of types, no cache of answers. */
export function setSecurityHeaders(
  server: FastifyInstance,
  { isHttps }: { readonly isHttps: boolean },
): void {
  server.addHook("onSend", async (request, reply) => {
    setHeaders(reply, isHttps);
    if (request.routeOptions.config.access?.kind !== "app") reply.header("cache-control", "no-store");
  });
}

export function setHeaders(reply: FastifyReply, isHttps: boolean): void {
  reply.header("content-security-policy", contentSecurityPolicy);
  reply.header("x-content-type-options", "nosniff");
  reply.header("x-frame-options", "DENY");
  reply.header("referrer-policy", "no-referrer");
  reply.header("cross-origin-opener-policy", "same-origin");
  reply.header("cross-origin-resource-policy", "same-origin");
  reply.header("permissions-policy", "camera=(), microphone=(), geolocation=()");
  if (isHttps) reply.header("strict-transport-security", "max-age=31536000; includeSubDomains");
}
