import { spawnSync } from "node:child_process";

/**
 * How a program is started so that PostgreSQL, which refuses to run as root, accepts it.
 * - `user`: as we are, no root;
 * - `user-namespace`: root in a user namespace where it is nobody, files still ours;
 * - `other-user`: root that becomes an unprivileged user, who must be able to reach the files.
 */
export type Privilege =
  | { readonly mode: "user" | "user-namespace"; readonly prefix: readonly string[] }
  | {
      readonly mode: "other-user";
      readonly prefix: readonly string[];
      readonly uid: number;
      readonly gid: number;
    };

const unprivilegedId = 65534;
// The database ends with the process that started it, even where that one is killed.
const dieWithParent = ["setpriv", "--pdeathsig", "INT"];

export function findPrivilege(): Privilege {
  const pdeath = works([...dieWithParent, "true"]) ? dieWithParent : [];
  if (process.getuid?.() !== 0) return { mode: "user", prefix: pdeath };
  const namespace = ["unshare", "--user", `--map-user=${unprivilegedId}`, `--map-group=${unprivilegedId}`];
  const isForbidden = process.env["VIGIL_NO_USER_NAMESPACE"] === "1";
  if (!isForbidden && works([...namespace, "true"])) {
    return { mode: "user-namespace", prefix: [...namespace, ...pdeath] };
  }
  const [uid, gid] = [idOf("-u"), idOf("-g")];
  const become = ["setpriv", `--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", "--pdeathsig", "INT"];
  if (works([...become, "true"])) return { mode: "other-user", prefix: become, uid, gid };
  throw new Error(
    "Cannot start the embedded PostgreSQL as root: neither `unshare --user` nor `setpriv` works here. Run as a plain user, or set DATABASE_URL.",
  );
}

function works([command, ...args]: readonly string[]): boolean {
  return spawnSync(command as string, args, { stdio: "ignore" }).status === 0;
}

function idOf(flag: "-u" | "-g"): number {
  const { stdout, status } = spawnSync("id", [flag, "postgres"], { encoding: "utf8" });
  return status === 0 ? Number(stdout.trim()) : unprivilegedId;
}
