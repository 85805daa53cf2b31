import type { ServedApp } from "../builders/served-app.ts";

export type SecurityLine = { readonly kind: string; readonly user_id: string | null; readonly route: string };

const seen = new WeakMap<ServedApp, string>();

/** The lines of the security log since it was last asked. */
export async function lastLines(app: ServedApp): Promise<readonly SecurityLine[]> {
  const { rows } = await app.instance.pool.query<SecurityLine & { readonly position: string }>(
    "SELECT position, kind, user_id, route FROM security.log WHERE position > $1 ORDER BY position",
    [seen.get(app) ?? "0"],
  );
  const last = rows.at(-1);
  if (last) seen.set(app, last.position);
  return rows;
}
