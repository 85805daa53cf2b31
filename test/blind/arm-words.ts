import type { StaffName } from "../../src/trial/testing/people.ts";
import type { ServedMeadow } from "./served-meadow.ts";

// As the small trial names its arms; quoted where the word means other things too.
const words = ["The drug", "A low dose of it", '"active"', '"control"', "armId"];
const protocolRoutes = ["/designs", "/designs/:version"];

const tables = [
  "SELECT stream_id AS place, canonical AS text FROM ledger.event",
  "SELECT 'refused' AS place, answer::text AS text FROM ledger.refused_command",
  "SELECT 'outbox' AS place, topic || payload::text AS text FROM ledger.outbox",
  "SELECT 'security log' AS place, kind || route || detail::text AS text FROM security.log",
  "SELECT 'sealed' AS place, canonical AS text FROM sealed.event",
  ...["task", "participant", "unblinding", "deviation", "query", "site", "staff_role", "rating"].map(
    (table) => `SELECT 'projection.${table}' AS place, to_jsonb(t)::text AS text FROM projection.${table} t`,
  ),
];

export type ArmWords = {
  readonly found: readonly string[];
  readonly searched: number;
  readonly inTheProtocol: number;
};

/** Searches every answer to everybody, and every byte that the database keeps, for the name of an arm. */
export async function armWords(
  { meadow, everything }: ServedMeadow,
  people: readonly StaffName[],
  ids: Readonly<Record<string, string>>,
): Promise<ArmWords> {
  const found: string[] = [];
  let [searched, inTheProtocol] = [0, 0];
  const search = (place: string, text: string, isProtocol: boolean): void => {
    searched++;
    const hits = words.filter((word) => text.includes(word));
    if (isProtocol) inTheProtocol += hits.length;
    else found.push(...hits.map((word) => `${place}: ${word}`));
  };
  for (const name of people)
    for (const [url, text] of await everything(name, ids))
      search(
        `${name} ${url}`,
        text,
        protocolRoutes.some((route) => url.endsWith(route)),
      );
  for (const query of tables) {
    const { rows } = await meadow.instance.maintenance.query<{ place: string; text: string }>(query);
    for (const { place, text } of rows) search(place, text, text.includes('"StudyDesignPublished"'));
  }
  return { found, searched, inTheProtocol };
}
