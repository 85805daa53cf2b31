import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { StudyDesignInput } from "#design";
import { guardedStudy, narrowerDefinition, widerDefinition } from "../../src/trial/testing/guarded-study.ts";
import { aConsentingDesign } from "../builders/design.ts";
import { aServedStudy, type Person, proof, type ServedStudy } from "../forms/served-study.ts";

type Definition = { readonly text: string; readonly sha256: string; readonly designVersion: string };
type Own = { readonly definition: Definition; readonly standing: string; readonly isComing: boolean };
type Event = {
  readonly formKey: string;
  readonly term: string | null;
  readonly valence: { readonly code: string } | null;
  readonly onset: { readonly day: string | null; readonly time: string | null };
  readonly report: { readonly reportId: string; readonly receivedAt: string | null } | null;
};
type Listing = {
  readonly events: readonly Event[];
  readonly isWithoutSessions: boolean;
  readonly abuseRelated: readonly { readonly term: string; readonly count: number }[];
};

const guardedForms = ["adverse-event", "medication-log", "laboratory", "ecg"];
const { codeLists, parameters, safety } = guardedStudy;
const blinding: StudyDesignInput["blinding"] = {
  schema: "quadruple-blind",
  rules: [
    { role: "monitor", blindedTo: ["arm", "potentially-unblinding"] },
    { role: "independent-rater", blindedTo: ["arm", "adverse-events"] },
  ],
};
const design = {
  forms: (guardedStudy.forms ?? []).filter(({ id }) => guardedForms.includes(id)),
  ...(codeLists ? { codeLists } : {}),
  ...(parameters ? { parameters } : {}),
  ...(safety ? { safety } : {}),
  blinding,
};

let served: ServedStudy;
let cora: Person;
let participant: { readonly id: string; readonly path: string };

beforeAll(async () => {
  served = await aServedStudy(design);
  cora = await served.person("cora", "site-coordinator");
  participant = await served.participant();
}, 120_000);
afterAll(() => served.close());

async function listing(person: Person, query = ""): Promise<Listing> {
  const { status, body } = await person.get<Listing>(`${served.base}/adverse-events${query}`);
  expect(status).toBe(200);
  return body;
}

function entered(formKey: string, answers: object) {
  const entries = Object.entries(answers).map(([path, value]) => ({ path, value }));
  return cora.command(`${participant.path}/commands/submit-form`, { formKey, entries });
}

const today = "2026-01-05";

describe("the listing of adverse events", () => {
  beforeAll(async () => {
    const euphoria = {
      term: { freeText: "Euphoric mood" },
      valence: "positive",
      "special-interest": "abuse-related",
      severity: "mild",
      "in-session": true,
      began: today,
      "onset-time": "11:05",
    };
    const headache = {
      term: { freeText: "Headache" },
      valence: "negative",
      "special-interest": "none",
      severity: "mild",
      "in-session": false,
      began: today,
    };
    for (const [at, answers] of [
      euphoria,
      headache,
      { ...euphoria, term: { freeText: "euphoric  mood" } },
    ].entries()) {
      const { status, body } = await entered(`log/adverse-event/${at + 1}`, answers);
      expect(body).toEqual(expect.objectContaining({ version: expect.any(Number) }));
      expect(status).toBe(200);
    }
  });

  test("holds euphoric mood, positive, with its onset to the minute", async () => {
    const { events } = await listing(cora);
    expect(events).toHaveLength(3);
    expect(events).toContainEqual(
      expect.objectContaining({
        term: "Euphoric mood",
        valence: { code: "positive", label: "positive" },
        onset: { day: today, time: "11:05" },
      }),
    );
  });

  test("is narrowed by valence and special interest, and leaves out nothing where nothing is asked", async () => {
    const termsOf = async (query: string) => (await listing(cora, query)).events.map(({ term }) => term);
    expect(await termsOf("?valence=negative")).toEqual(["Headache"]);
    expect(await termsOf("?specialInterest=abuse-related&valence=positive")).toHaveLength(2);
    expect(await termsOf("?serious=yes")).toEqual([]);
    expect(await termsOf(`?participantId=${participant.id}`)).toHaveLength(3);
  });

  test("counts what tells of abuse potential by its term", async () => {
    const { abuseRelated } = await listing(cora);
    expect(abuseRelated).toEqual([{ term: "Euphoric mood", count: 2 }]);
  });

  test("keeps the events of sessions from whoever they could unblind, and everything from a rater", async () => {
    const monitor = await served.person("mona", "monitor");
    const seen = await listing(monitor);
    expect(seen.events.map(({ term }) => term)).toEqual(["Headache"]);
    expect(seen.isWithoutSessions).toBe(true);
    const rater = await served.person("rita", "independent-rater");
    expect((await rater.get(`${served.base}/adverse-events`)).status).toBe(403);
  });
});

describe("a serious adverse event", () => {
  const clockNow = () => served.clock.now();
  type Worklist = { readonly items: readonly { readonly kind: string }[] };
  const kindsOf = async (person: Person) =>
    (await person.get<Worklist>(`${served.base}/worklist`)).body.items.map(({ kind }) => kind);

  test("is told, stands in both worklists, and is acknowledged as day 0", async () => {
    const what = { freeText: "Taken to hospital" };
    const term = { freeText: "Collapse" };
    const told = await cora.command(`${participant.path}/commands/report-serious-event`, {
      what,
      term,
      criteria: ["hospitalization"],
    });
    expect(told.status).toBe(200);
    const medical = await served.person("mel", "medical-monitor");
    expect(await kindsOf(cora)).toContain("serious-event-to-tell");
    expect(await kindsOf(medical)).toContain("serious-event-to-acknowledge");
    const [event] = (await listing(medical, "?serious=yes")).events;
    expect(event).toMatchObject({ term: "Collapse", report: { awareAt: clockNow(), receivedAt: null } });
    const { reportId } = event?.report ?? {};
    const path = `${participant.path}/commands/acknowledge-serious-event`;
    expect((await cora.command(path, { reportId })).status).toBe(403);
    expect((await medical.command(path, { reportId })).status).toBe(200);
    expect((await listing(medical, "?serious=yes")).events[0]?.report?.receivedAt).toBe(clockNow());
    expect(await kindsOf(cora)).not.toContain("serious-event-to-tell");
    expect(await kindsOf(medical)).not.toContain("serious-event-to-acknowledge");
  });

  test("leaves a message in the outbox for the sponsor, without a word of it", async () => {
    const taken: unknown[] = [];
    await served.instance.ports.outbox.take(1_000, async (rows) => {
      taken.push(...rows.filter(({ topic }) => topic === "serious-event"));
    });
    expect(taken).toEqual([
      expect.objectContaining({
        payload: { stream: `participant:${participant.id}`, version: expect.any(Number) },
      }),
    ]);
    expect(JSON.stringify(taken)).not.toContain("Collapse");
  });
});

describe("medication and results", () => {
  test("are answered with the washout of each drug at a moment, and with what a dose rests on", async () => {
    const sertraline = {
      name: { freeText: "Sertraline" },
      drug: "sertraline",
      class: "ssri",
      ongoing: false,
    };
    expect((await entered("log/medication-log/1", { ...sertraline, "last-dose": "2026-01-01" })).status).toBe(
      200,
    );
    type Records = { drugs: readonly object[]; checks: readonly { check: string; verdict: string }[] };
    const at = async (moment: string) =>
      (await cora.get<Records>(`${participant.path}/safety-records?moment=${moment}`)).body;
    const verdicts = ({ checks }: Records) =>
      Object.fromEntries(checks.map((one) => [one.check, one.verdict]));
    expect((await at("2026-01-13T17:00:00Z")).drugs).toEqual([
      expect.objectContaining({ name: "Sertraline", washedOutOn: "2026-01-14", washedOut: "not-met" }),
    ]);
    expect(verdicts(await at("2026-01-13T17:00:00Z"))).toEqual({
      washout: "not-met",
      "prohibited-medication": "not-met",
      "absolute-stop": "met",
      laboratory: "unknown",
      electrocardiogram: "unknown",
    });
    expect(verdicts(await at("2026-01-14T17:00:00Z"))["washout"]).toBe("met");
  });
});

describe("the definition of an adverse event", () => {
  const sha256 = (text: string) => createHash("sha256").update(text, "utf8").digest("hex");

  /** What the form's help, the training and the manual say, in that order. */
  async function shown(): Promise<readonly Definition[]> {
    const form = await cora.get<{ definition: Definition }>(
      `${participant.path}/form?formKey=${encodeURIComponent("log/adverse-event/1")}`,
    );
    const manual = await cora.get<{ definitions: readonly Definition[] }>(`${served.base}/manual`);
    return [form.body.definition, ...(await own()).map((one) => one.definition), ...manual.body.definitions];
  }

  async function own(): Promise<readonly Own[]> {
    const { body } = await cora.get<{ own: readonly Own[] }>(`${served.base}/training`);
    return body.own.filter(({ isComing }) => !isComing);
  }

  const standing = async () => (await own()).map((one) => one.standing);

  function acknowledge(text: string, designVersion: string, more: object = { proof }) {
    const data = { definitionId: "adverse-event", textHash: sha256(text), designVersion };
    return cora.command(`${served.base}/staff/${cora.userId}/commands/acknowledge-definition`, data, more);
  }

  test("has one text and one hash in form help, training and manual", async () => {
    const one = { text: widerDefinition, sha256: sha256(widerDefinition), designVersion: "1.0" };
    expect(await shown()).toEqual([1, 2, 3].map(() => expect.objectContaining(one)));
  });

  test("is acknowledged by whoever proves who they are, and training is then valid", async () => {
    expect(await standing()).toEqual(["missing"]);
    expect((await acknowledge(widerDefinition, "1.0", {})).status).toBe(403);
    expect((await acknowledge(narrowerDefinition, "1.0")).status).toBe(409);
    expect((await acknowledge(widerDefinition, "1.0")).status).toBe(200);
    expect(await standing()).toEqual(["valid"]);
  });

  test("invalidates training when an amendment changes it, in all three places at once, until acknowledged anew", async () => {
    const ada = await served.person("ada", "administrator");
    const words = safety?.definitions?.map((one) => ({ ...one, text: narrowerDefinition })) ?? [];
    const { forms, ...rest } = design;
    const amended = aConsentingDesign({
      encounters: [{ id: "extra", name: "Extra visit", type: "unscheduled" }],
      activities: [{ id: "fill", name: "Fill", formIds: forms.map(({ id }) => id) }],
      forms,
      ...rest,
      version: "1.1",
      safety: { ...safety, definitions: words },
    });
    const published = { design: amended, summary: "Leaves out what is pleasant." };
    expect((await ada.command(`${served.base}/commands/publish-design`, published)).status).toBe(200);
    expect(await standing()).toEqual(["valid"]);
    const approval = { version: "1.1", committee: "Ethics", approvedOn: "2026-01-05", effectiveFrom: today };
    const path = `${served.base}/sites/${served.site}/commands/approve-design-version`;
    expect((await ada.command(path, approval)).status).toBe(200);

    const one = { text: narrowerDefinition, sha256: sha256(narrowerDefinition), designVersion: "1.1" };
    expect(await shown()).toEqual([1, 2, 3].map(() => expect.objectContaining(one)));
    expect(await standing()).toEqual(["outdated"]);
    const { body } = await cora.get<{ items: readonly { kind: string }[] }>(`${served.base}/worklist`);
    expect(body.items.map(({ kind }) => kind)).toContain("definition-to-acknowledge");
    expect((await acknowledge(narrowerDefinition, "1.1")).status).toBe(200);
    expect(await standing()).toEqual(["valid"]);
  });
});
