/** The session's cookie. Out of reach of scripts, and never sent along from another site. */
export const sessionCookie = "vigil_session";

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const [key, ...value] = pair.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}

/**
 * What a browser keeps, sealed, while it is at the identity provider. It comes back from another site, so that this one cookie is
 * sent along on a navigation from there; only the callback gets it.
 */
export const openIdCookie = "vigil_open_id";
export const openIdCallback = "/api/open-id/callback";

export function renderOpenIdCookie(sealed: string, { isHttps }: { readonly isHttps: boolean }): string {
  const age = sealed === "" ? 0 : 600;
  const secure = isHttps ? "; Secure" : "";
  return `${openIdCookie}=${sealed}; Path=${openIdCallback}; HttpOnly; SameSite=Lax; Max-Age=${age}${secure}`;
}

export function renderCookie(token: string, { isHttps }: { readonly isHttps: boolean }): string {
  const secure = isHttps ? "; Secure" : "";
  return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Strict${secure}`;
}

export function renderNoCookie({ isHttps }: { readonly isHttps: boolean }): string {
  return `${renderCookie("", { isHttps })}; Max-Age=0`;
}
