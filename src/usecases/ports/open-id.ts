/** What must come back with the answer to one request to sign in. */
export type OpenIdExpectation = {
  readonly state: string;
  readonly nonce: string;
  /** The secret behind the challenge that was sent (PKCE, RFC 7636). */
  readonly verifier: string;
};

/** Whom the provider vouches for. */
export type OpenIdIdentity = {
  /** The issuer and its `sub` together: another issuer's equal `sub` is somebody else. */
  readonly subject: string;
  /** Whether the provider says that more than one factor was used. */
  readonly isMultiFactor: boolean;
};

/** The identity provider of an institution (OpenID Connect Core 1.0, authorization code with PKCE). */
export type OpenIdProvider = {
  /** What the button says: the institution's name for it. */
  readonly label: string;
  /** Where the browser goes to sign in; undefined where the provider cannot be reached. */
  readonly request: (
    redirectUri: string,
  ) => Promise<{ readonly url: string; readonly expected: OpenIdExpectation } | undefined>;
  /** Who came back; undefined where the answer is not the one that was asked for, or cannot be verified. */
  readonly redeem: (callback: string, expected: OpenIdExpectation) => Promise<OpenIdIdentity | undefined>;
};
