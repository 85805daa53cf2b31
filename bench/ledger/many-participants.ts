import { hash, randomUUID } from "node:crypto";
import type pg from "pg";
import { ownerOf, withClient } from "#adapters";
import type { Sha256 } from "#kernel";
import { noHash, type StreamId } from "#ledger";
import type { Instance } from "../../src/cli/instance.ts";
import { foundSmallStudy, type SmallStudyAt } from "../../test/builders/small-study.ts";

export type ManyParticipants = {
  readonly instance: Instance;
  readonly study: SmallStudyAt;
  readonly ids: readonly string[];
  readonly events: number;
};

const eventsEach = 5;
const batch = 2_000;

/** A study with so many participants: one made by a real command, the others in its image, each with a chain of its own. */
export async function manyParticipants(instance: Instance, count: number): Promise<ManyParticipants> {
  const study = await foundSmallStudy(instance);
  const first = randomUUID();
  await study.run("log-contact", first, study.contact);
  const image = await imageOf(instance, study, first);
  const ids = Array.from({ length: count - 1 }, () => randomUUID() as string);
  await withClient(ownerOf(instance.database), async (owner) => {
    await owner.query("SET synchronous_commit = off");
    for (let from = 0; from < ids.length; from += batch)
      await fill(owner, study, first, image, ids.slice(from, from + batch));
    await owner.query("ANALYZE");
    await owner.query("CHECKPOINT");
  });
  return { instance, study, ids: [first, ...ids], events: 1 + ids.length * eventsEach };
}

/** Writes an event of a participant's stream from what is different in each. */
type Image = (event: {
  readonly stream: StreamId;
  readonly version: number;
  readonly previousHash: Sha256;
  readonly commandId: string;
}) => string;

async function imageOf({ maintenance }: Instance, study: SmallStudyAt, participant: string): Promise<Image> {
  const { rows } = await maintenance.query<{ canonical: string }>(
    "SELECT canonical FROM ledger.event WHERE study_id = $1 AND stream_id = $2",
    [study.id, `participant:${participant}`],
  );
  const text = rows[0]?.canonical ?? "";
  const { commandId } = JSON.parse(text) as { readonly commandId: string };
  const pattern = text
    .replaceAll(`participant:${participant}`, "§stream§")
    .replaceAll(commandId, "§command§")
    .replace(noHash, "§previous§")
    .replace('"version":1,', '"version":§version§,');
  const parts = pattern.split("§");
  return ({ stream, version, previousHash, commandId: id }) => {
    const filling: Readonly<Record<string, string>> = {
      stream,
      command: id,
      previous: previousHash,
      version: String(version),
    };
    return parts.map((part) => filling[part] ?? part).join("");
  };
}

async function fill(
  owner: pg.Client,
  { id: study, site }: SmallStudyAt,
  first: string,
  image: Image,
  ids: readonly string[],
): Promise<void> {
  const events = ids.flatMap((id) => chainOf(`participant:${id}`, image));
  const heads = events.filter(({ version }) => version === eventsEach);
  await owner.query(
    "INSERT INTO ledger.stream SELECT $1, stream, $2, hash, ARRAY[$3] FROM unnest($4::text[], $5::text[]) AS h (stream, hash)",
    [study, eventsEach, site, heads.map(({ stream }) => stream), heads.map((head) => head.hash)],
  );
  await owner.query(
    `INSERT INTO ledger.event SELECT $1, stream, version, hash, canonical, command, command_hash
      FROM unnest($2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[]) AS e (stream, version, hash, canonical, command, command_hash)`,
    [
      study,
      events.map(({ stream }) => stream),
      events.map(({ version }) => version),
      events.map((event) => event.hash),
      events.map(({ canonical }) => canonical),
      events.map(({ commandId }) => commandId),
      events.map(({ commandHash }) => commandHash),
    ],
  );
  await owner.query(
    `INSERT INTO projection.participant SELECT (jsonb_populate_record(NULL::projection.participant,
        to_jsonb(p) || jsonb_build_object('participant_id', id))).*
      FROM projection.participant p, unnest($2::text[]) AS ids (id) WHERE p.participant_id = $1`,
    [first, ids],
  );
}

function chainOf(stream: StreamId, image: Image) {
  let previousHash = noHash;
  return Array.from({ length: eventsEach }, (_, index) => {
    const version = index + 1;
    const commandId = randomUUID() as string;
    const canonical = image({ stream, version, previousHash, commandId });
    previousHash = hash("sha256", canonical) as Sha256;
    const { commandHash } = JSON.parse(canonical) as { readonly commandHash: string };
    return { stream, version, canonical, hash: previousHash, commandId, commandHash };
  });
}
