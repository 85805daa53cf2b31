import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { StreamId } from "#ledger";
import { participantStream } from "#trial";
import { numberedId } from "../../src/trial/testing/people.ts";
import { aParticipant, aSignature, type Circumstances, entriesOf } from "../../src/trial/testing/story.ts";
import { aMeadow, elsewhere, type Meadow, outcomeOf } from "../builders/meadow.ts";

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let meadow: Meadow;
beforeAll(async () => {
  meadow = await aMeadow();
  await meadow.tell(begun);
});
afterAll(() => meadow.instance.close());

const begun = aParticipant().contacted().consented().began("at-screening");
const stream = participantStream(begun.id);
const vitals = { formKey: "at-screening/vitals/1", entries: entriesOf({ weight: 70, height: 1.75 }) };

const deviation = { category: "other", rule: "seen" };
/** A command that always may be carried out. */
const noted = (words: string, more: Circumstances = {}) =>
  begun.command("record-deviation", { ...deviation, description: { freeText: words } }, more);

let last = 0;
/** An envelope with an id of its own. */
const withId = () => {
  const commandId = numberedId(7, ++last);
  return (more: object = {}) => ({ envelope: { commandId, ...more } });
};

async function versionOf(name: StreamId): Promise<number> {
  const scope = { study: meadow.study, sites: "all" } as const;
  return (
    (await meadow.instance.ports.store.read(scope, [{ stream: name, after: 0 }])).get(name)?.version ?? 0
  );
}

describe("a command that comes again", () => {
  test("gets its first answer, though much has happened since, and is not carried out again", async () => {
    const sent = withId();
    const late = noted("The scale was late.");
    const first = await meadow.send(late, sent());
    expect(first).toMatchObject({ ok: true, value: { repeated: false } });
    await meadow.act(noted("Late."));
    const version = await versionOf(stream);
    const again = await meadow.send(late, sent());
    expect(again).toEqual({ ok: true, value: { ...(first.ok ? first.value : {}), repeated: true } });
    expect(await versionOf(stream)).toBe(version);
  });

  test("with other content is refused, and with other words in its envelope too", async () => {
    const sent = withId();
    const first = noted("Late.");
    await meadow.act(first, sent());
    const version = await versionOf(stream);
    const other = noted("Early.");
    expect(outcomeOf(await meadow.send(other, sent()))).toBe("command-id-reused");
    expect(outcomeOf(await meadow.send(first, sent({ zone: "Europe/Berlin" })))).toBe("command-id-reused");
    const elsewhere = { ...first, about: numberedId(4, 2) };
    expect(outcomeOf(await meadow.send(elsewhere, sent()))).toBe("command-id-reused");
    expect(await versionOf(stream)).toBe(version);
  });

  test("from somebody else is refused: it is not their answer", async () => {
    const sent = withId();
    await meadow.act(noted("Late."), sent());
    const stranger = noted("Late.", { by: "investigator" });
    expect(outcomeOf(await meadow.send(stranger, sent()))).toBe("command-id-reused");
  });

  test("at the same moment as the first is one command: each sender gets the first answer", async () => {
    const sent = withId();
    const submit = begun.command("submit-form", vitals);
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => meadow.send(submit, { ...sent(), ...elsewhere() })),
    );
    expect(answers.map(outcomeOf).sort()).toEqual(["done", ...Array(5).fill("repeated")]);
    expect(new Set(answers.map((answer) => answer.ok && answer.value.version)).size).toBe(1);
    const { state } = await meadow.story();
    expect(state.forms[vitals.formKey]?.status).toBe("submitted");
  });
});

describe("a command that was refused", () => {
  const outdated = begun.command("sign-consent", { ...aSignature, version: "2", signedOn: "2026-02-02" });

  test("is answered the same again, though it would be carried out now; with an id of its own it is", async () => {
    const sent = withId();
    const first = await meadow.send(outdated, sent());
    expect(outcomeOf(first)).toBe("consent-version-outdated");
    const dates = { approvedOn: "2026-02-01", effectiveFrom: "2026-02-02", reconsentBy: "2026-03-01" };
    const approval = { documentId: "main-consent", version: "2", language: "en", committee: "Ethics" };
    await meadow.act(begun.command("approve-consent-version", { ...approval, ...dates }));
    expect(await meadow.send(outdated, sent())).toEqual(first);
    expect(outcomeOf(await meadow.send(outdated, withId()()))).toBe("done");
  });

  test("is no event, and its answer holds nothing that was written", async () => {
    const version = await versionOf(stream);
    const secret = "Nightingale";
    const description = { freeText: secret };
    const data = { deviationId: numberedId(9, 9999), importance: "important", correctiveAction: description };
    await meadow.send(begun.command("assess-deviation", { ...data, closed: true }), withId()());
    expect(await versionOf(stream)).toBe(version);
    const { rows } = await meadow.instance.maintenance.query<{ kept: string }>(
      "SELECT row_to_json(r)::text AS kept FROM ledger.refused_command r WHERE command_type = 'assess-deviation'",
    );
    expect(rows).toHaveLength(1);
    expect(rows[0]?.kept).not.toContain(secret);
  });
});

describe("a command that is to be signed", () => {
  const sign = begun.command("confirm-eligibility", { at: "screening", contentHash: "0".repeat(64) });

  test("is not carried out without proof of who signs, and may come again with it", async () => {
    const sent = withId();
    const unproven = await meadow.send(sign, { ...sent(), request: { signatureMethod: undefined as never } });
    expect(unproven).toMatchObject({
      ok: false,
      error: { code: "reauthentication-needed", because: "forbidden", path: "proof" },
    });
    expect(outcomeOf(await meadow.send(sign, sent()))).not.toBe("reauthentication-needed");
  });

  test("is the same command whatever proof comes with it", async () => {
    const sent = withId();
    const first = await meadow.send(sign, sent({ proof: { password: "one" } }));
    expect(outcomeOf(first)).not.toBe("command-id-reused");
    expect(await meadow.send(sign, sent({ proof: { password: "two", code: "123456" } }))).toEqual(first);
  });
});

test("what is malformed is told with its path, keeps no answer, and may come again put right", async () => {
  const sent = withId();
  const command = { ...noted(""), data: { ...deviation, description: { freeText: 7 } } };
  const answer = await meadow.send(command, sent());
  expect(answer).toMatchObject({
    ok: false,
    error: { kind: "invalid-input", issues: [{ path: "data.description.freeText" }] },
  });
  const right = noted("Late.");
  expect(outcomeOf(await meadow.send(right, sent()))).toBe("done");
});
