import { expect, test, vi } from "vitest";
import { contentHash } from "#kernel";
import type { StreamId } from "#ledger";
import { aShortDemonstration, type Demonstration, endOfDemonstration } from "../builders/demonstration.ts";

vi.setConfig({ testTimeout: 240_000 });

/** Streams whose free text is sealed with a key of their own. */
const withFreeText = ["participant", "rating", "session", "review", "incident"];

type Made = Pick<Demonstration, "instance" | "study">;

/** Every event of the study as a line: where, what, and the hash of what it says, its free text opened. */
async function allThatHappened({ instance, study }: Made): Promise<readonly string[]> {
  const { archive, states } = instance.ports;
  const streams = new Set<StreamId>();
  for await (const { stream } of archive.events(study)) streams.add(stream);
  const lines: string[] = [];
  for (const stream of streams) {
    const [kind, id] = stream.split(":");
    const isSealed = withFreeText.includes(kind ?? "");
    const events = await states.events({ study, sites: "all" }, stream, isSealed ? id : undefined);
    for (const { type, data, meta } of events) {
      const { version, occurredAt, recordedAt, actor } = meta;
      // Which kit somebody gets hangs on their arm, which is drawn from a secret.
      const told = type.startsWith("Kit") ? {} : { data };
      lines.push(`${stream} ${version} ${type} ${contentHash({ ...told, occurredAt, recordedAt, actor })}`);
    }
  }
  return lines.sort();
}

test("one seed that ends at one moment makes one demonstration, event by event", async () => {
  const tell = async (): Promise<readonly string[]> => {
    const made = await aShortDemonstration(endOfDemonstration, ["p02", "p08", "s4", "c2"]);
    const told = await allThatHappened(made);
    await made.instance.close();
    return told;
  };
  const [first, second] = [await tell(), await tell()];
  expect(first.length).toBeGreaterThan(500);
  expect(second).toEqual(first);
});
