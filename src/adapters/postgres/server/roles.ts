import type { Client } from "pg";
import { type Login, seeGuide, variables } from "./login.ts";

/** The roles that migrations grant to. On a server of somebody's own its administrator makes them. */
export const grantedRoles = ["vigil_app", "vigil_maintenance", "vigil_sealed"] as const;

const schemas = "('ledger', 'projection', 'people', 'security', 'vault', 'sealed')";

// What lets a role walk round the rules of the tables, itself or as a role that it may become.
const might = `CASE
  WHEN EXISTS (SELECT FROM pg_roles m WHERE m.rolsuper AND pg_has_role(current_user, m.oid, 'MEMBER')) THEN 'is a superuser'
  WHEN EXISTS (SELECT FROM pg_roles m WHERE m.rolbypassrls AND pg_has_role(current_user, m.oid, 'MEMBER'))
    THEN 'bypasses row-level security'
  WHEN EXISTS (SELECT FROM pg_roles m WHERE m.rolcreaterole AND pg_has_role(current_user, m.oid, 'MEMBER')) THEN 'may make roles'
  WHEN EXISTS (SELECT FROM pg_database d WHERE d.datname = current_database() AND pg_has_role(current_user, d.datdba, 'MEMBER'))
    OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname IN ${schemas} AND pg_has_role(current_user, c.relowner, 'MEMBER')) THEN 'owns the database or its tables'
  WHEN EXISTS (SELECT FROM pg_roles m WHERE pg_has_role(current_user, m.oid, 'MEMBER') AND m.rolname IN
      ('pg_write_all_data', 'pg_read_server_files', 'pg_write_server_files', 'pg_execute_server_program'))
    THEN 'may read or write past the grants of the tables'
END`;

/** @throws Error where a role that migrations grant to is missing */
export async function requireGrantedRoles(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ missing: string }>(
    "SELECT wanted AS missing FROM unnest($1::text[]) WITH ORDINALITY w (wanted, place) WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) ORDER BY place",
    [grantedRoles],
  );
  if (rows.length === 0) return;
  const names = new Intl.ListFormat("en").format(rows.map(({ missing }) => missing));
  throw new Error(
    `Cannot prepare the database: its server has no role ${names}. Let its administrator make the roles first ${seeGuide}.`,
  );
}

/**
 * Whether the role owns the database and all that Vigil has made in it. A superuser passes.
 * @throws Error where it does not: migrations would fail half-way, and a backup would miss rows
 */
export async function requireOwner(owner: Client): Promise<void> {
  const { rows } = await owner.query<{ role: string; stranger: string | null }>(
    `SELECT current_user AS role, (
       SELECT pg_get_userbyid(held.owner) FROM (
         SELECT d.datdba AS owner FROM pg_database d WHERE d.datname = current_database()
         UNION SELECT c.relowner FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname IN ${schemas}
       ) held WHERE NOT pg_has_role(current_user, held.owner, 'USAGE') LIMIT 1) AS stranger`,
  );
  const { role = "", stranger = null } = rows[0] ?? {};
  if (stranger === null) return;
  throw new Error(
    `Cannot use ${variables.owner}: ${role} does not own the database and all of its tables; ${stranger} does ${seeGuide}.`,
  );
}

/** The roles of which a login must not be a member. */
const beyond: Readonly<Record<Exclude<Login, "owner">, readonly string[]>> = {
  app: ["vigil_maintenance", "vigil_sealed"],
  maintenance: ["vigil_sealed"],
  sealed: ["vigil_maintenance"],
};

const reach: Readonly<Record<string, string>> = {
  vigil_maintenance: "sees every site",
  vigil_sealed: "reaches what tells the arms",
};

/**
 * Whether a login has the rights of its role and none that walk round the rules: neither what requests run as nor what maintains may be
 * able to rewrite the ledger.
 * @throws Error where it is not so: which role, and what of it
 */
export async function requireHumbleRole(client: Client, login: Exclude<Login, "owner">): Promise<void> {
  const wanted = `vigil_${login}`;
  const { rows } = await client.query<{
    role: string;
    might: string | null;
    isWanted: boolean;
    reachesTooFar: string | null;
  }>(
    `SELECT current_user AS role, ${might} AS might,
       EXISTS (SELECT FROM pg_roles m WHERE m.rolname = $1 AND pg_has_role(current_user, m.oid, 'USAGE')) AS "isWanted",
       (SELECT m.rolname FROM pg_roles m WHERE m.rolname = ANY ($2) AND pg_has_role(current_user, m.oid, 'MEMBER') LIMIT 1)
         AS "reachesTooFar"`,
    [wanted, beyond[login]],
  );
  const { role = "", might: power = null, isWanted = false, reachesTooFar = null } = rows[0] ?? {};
  const fault =
    power ??
    (isWanted ? undefined : `is neither ${wanted} nor a member of it`) ??
    (reachesTooFar === null ? undefined : `is a member of ${reachesTooFar}, which ${reach[reachesTooFar]}`);
  if (fault === undefined) return;
  throw new Error(`Cannot use ${variables[login]}: its role ${role} ${fault}. Use ${wanted} ${seeGuide}.`);
}
