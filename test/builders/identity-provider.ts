import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Who stands before the provider's sign-in page, and what the provider then says of them. */
export type Vouching = {
  readonly sub: string;
  readonly amr?: readonly string[];
  readonly acr?: string;
  /** What an attacker, or a broken provider, would put into the token. */
  readonly forged?: "key" | "nonce" | "audience" | "issuer" | "expiry";
};

/** A small OpenID provider: a real signing key, discovery, authorization and token endpoints, PKCE, codes that work once. */
export type IdentityProvider = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What it answers from now on; null: the person refuses. */
  readonly vouchFor: (vouching: Vouching | null) => void;
  /** What the last authorization request asked for. */
  readonly lastRequest: () => URLSearchParams;
  readonly close: () => Promise<void>;
};

type Grant = { readonly request: URLSearchParams; readonly vouching: Vouching };

const [clientId, clientSecret] = ["vigil", "a secret between two servers"];

export async function anIdentityProvider(): Promise<IdentityProvider> {
  const own = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const grants = new Map<string, Grant>();
  let vouching: Vouching | null = { sub: "nobody-yet" };
  let last = new URLSearchParams();
  let issuer = "";

  const authorize = (request: URLSearchParams, response: ServerResponse): void => {
    last = request;
    const back = new URL(request.get("redirect_uri") ?? "");
    back.searchParams.set("state", request.get("state") ?? "");
    back.searchParams.set("iss", issuer);
    if (vouching === null) back.searchParams.set("error", "access_denied");
    else {
      const code = randomBytes(16).toString("base64url");
      grants.set(code, { request, vouching });
      back.searchParams.set("code", code);
    }
    response.writeHead(302, { location: back.href }).end();
  };

  const token = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = new URLSearchParams(await readBody(incoming));
    const grant = grants.get(body.get("code") ?? "");
    grants.delete(body.get("code") ?? "");
    if (!isClient(incoming, body) || !grant || !isProven(grant, body)) {
      sendJson(response, 400, { error: "invalid_grant" });
      return;
    }
    const key = grant.vouching.forged === "key" ? other.privateKey : own.privateKey;
    const id_token = signToken(key, claimsOf(grant, issuer));
    sendJson(response, 200, { access_token: "opaque", token_type: "Bearer", id_token });
  };

  const server = createServer((incoming, response) => {
    const url = new URL(incoming.url ?? "/", issuer);
    switch (url.pathname) {
      case "/.well-known/openid-configuration":
        return sendJson(response, 200, metadataOf(issuer));
      case "/jwks":
        return sendJson(response, 200, {
          keys: [{ ...own.publicKey.export({ format: "jwk" }), kid: "one", use: "sig", alg: "RS256" }],
        });
      case "/authorize":
        return authorize(url.searchParams, response);
      case "/token":
        return void token(incoming, response);
      default:
        return sendJson(response, 404, {});
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    issuer,
    clientId,
    clientSecret,
    vouchFor: (next) => {
      vouching = next;
    },
    lastRequest: () => last,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function metadataOf(issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
    response_types_supported: ["code"],
    subject_types_supported: ["public"],
    id_token_signing_alg_values_supported: ["RS256"],
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  };
}

/** The client's secret, in the body or as HTTP Basic (RFC 6749 2.3.1). */
function isClient({ headers }: IncomingMessage, body: URLSearchParams): boolean {
  const basic = Buffer.from((headers.authorization ?? "").replace("Basic ", ""), "base64").toString();
  const [id, secret] = basic
    ? basic.split(":").map(decodeForm)
    : [body.get("client_id"), body.get("client_secret")];
  return id === clientId && secret === clientSecret;
}

function decodeForm(text: string): string {
  return decodeURIComponent(text.replaceAll("+", " "));
}

/** RFC 7636 4.6, and the redirect address of the request. */
function isProven({ request }: Grant, body: URLSearchParams): boolean {
  const challenge = createHash("sha256")
    .update(body.get("code_verifier") ?? "")
    .digest("base64url");
  return (
    challenge === request.get("code_challenge") && body.get("redirect_uri") === request.get("redirect_uri")
  );
}

function claimsOf({ request, vouching }: Grant, issuer: string): object {
  const now = Math.floor(Date.now() / 1_000);
  const { sub, amr, acr, forged } = vouching;
  return {
    iss: forged === "issuer" ? "https://elsewhere.example" : issuer,
    aud: forged === "audience" ? "another-client" : clientId,
    sub,
    nonce: forged === "nonce" ? "not-the-one-that-was-sent" : request.get("nonce"),
    iat: forged === "expiry" ? now - 7_200 : now,
    exp: forged === "expiry" ? now - 3_600 : now + 300,
    ...(amr ? { amr } : {}),
    ...(acr ? { acr } : {}),
  };
}

function signToken(key: KeyObject, claims: object): string {
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString("base64url");
  const signed = `${encode({ alg: "RS256", typ: "JWT", kid: "one" })}.${encode(claims)}`;
  return `${signed}.${createSign("RSA-SHA256").update(signed).sign(key).toString("base64url")}`;
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

async function readBody(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
