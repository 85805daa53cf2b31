import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from "openid-client";
import type { OpenIdProvider } from "#usecases";

/** How an institution's provider is reached, and which of its claims mean more than one factor. */
export type OpenIdSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly label: string;
  /** Values of `acr` that mean two factors there; asked for, in this order. `amr` with `mfa` (RFC 8176) always does. */
  readonly multiFactorAcr: readonly string[];
};

const timeoutSeconds = 10;

/** A provider that is asked for its metadata on first use, and again if that failed. */
export function openIdProvider(settings: OpenIdSettings): OpenIdProvider {
  const { clientId, clientSecret, label, multiFactorAcr } = settings;
  const issuer = new URL(settings.issuer);
  let known: Promise<Configuration> | undefined;
  const configuration = (): Promise<Configuration> => {
    known ??= discovery(issuer, clientId, clientSecret, undefined, {
      timeout: timeoutSeconds,
      // The signature of the ID token is verified, wherever it came from.
      execute: [enableNonRepudiationChecks, ...(isOwnMachine(issuer) ? [allowInsecureRequests] : [])],
    }).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    label,
    request: async (redirectUri) => {
      const config = await configuration().catch(() => undefined);
      if (!config) return undefined;
      const expected = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
      const url = buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: "openid",
        state: expected.state,
        nonce: expected.nonce,
        code_challenge: await calculatePKCECodeChallenge(expected.verifier),
        code_challenge_method: "S256",
        // A tablet is shared: whoever stands before it signs in, not whoever did so last.
        prompt: "login",
        ...(multiFactorAcr.length > 0 ? { acr_values: multiFactorAcr.join(" ") } : {}),
      });
      return { url: url.href, expected };
    },
    redeem: async (callback, { state, nonce, verifier }) => {
      try {
        const tokens = await authorizationCodeGrant(await configuration(), new URL(callback), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims) return undefined;
        const { iss, sub, acr, amr } = claims;
        const isMultiFactor =
          (Array.isArray(amr) && amr.includes("mfa")) ||
          (typeof acr === "string" && multiFactorAcr.includes(acr));
        return { subject: `${iss} ${sub}`, isMultiFactor };
      } catch {
        // Refused by the provider, not the answer to our question, or not verifiable: nobody has come back.
        return undefined;
      }
    },
  };
}

/** Only on the same machine may a provider be reached without TLS. */
function isOwnMachine({ protocol, hostname }: URL): boolean {
  return protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}
