import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Role, roles } from "#design";

const place = fileURLToPath(new URL("../../docs/reference/who-may-do-what.md", import.meta.url));

/** What the table for inspectors says: for each act the roles that may do it. Throws where a cell says neither yes nor no. */
export function readRoleTable(): ReadonlyMap<string, readonly Role[]> {
  const rows = readFileSync(place, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [[, ...heads] = [], , ...lines] = rows;
  const columns = heads.map(roleOf);
  return new Map(
    lines.map(([action = "", ...cells]) => {
      if (cells.length !== columns.length) throw new Error(`The row ${action} has ${cells.length} cells.`);
      return [action, columns.filter((_, index) => isYes(action, cells[index] ?? ""))];
    }),
  );
}

function roleOf(head: string): Role {
  const role = roles.find((one) => one === head.toLowerCase().replaceAll(" ", "-"));
  if (!role) throw new Error(`There is no role “${head}”.`);
  return role;
}

function isYes(action: string, cell: string): boolean {
  if (cell !== "yes" && cell !== "–") throw new Error(`A cell of ${action} says “${cell}”.`);
  return cell === "yes";
}
