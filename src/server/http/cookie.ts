/** The session's cookie. Out of reach of scripts, and never sent along from another site. */
export const sessionCookie = "vigil_session";

export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? "").split(";")) {
    const [key, ...value] = pair.trim().split("=");
    if (key === name) return value.join("=");
  }
  return undefined;
}

export function renderCookie(token: string, { isHttps }: { readonly isHttps: boolean }): string {
  const secure = isHttps ? "; Secure" : "";
  return `${sessionCookie}=${token}; Path=/; HttpOnly; SameSite=Strict${secure}`;
}

export function renderNoCookie({ isHttps }: { readonly isHttps: boolean }): string {
  return `${renderCookie("", { isHttps })}; Max-Age=0`;
}
