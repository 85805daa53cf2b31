import { describe, expect, test } from "vitest";
import { packsOf, received, shipped, stocked } from "../testing/kits.ts";
import { north, numberedId, south } from "../testing/people.ts";
import { aParticipant, aTrial, type Story } from "../testing/story.ts";
import { kitCodeFrom } from "./code.ts";
import { kitsOfSession } from "./participant-kits.ts";
import { contentOf } from "./sealed-kits.ts";
import type { Kit } from "./stock.ts";

const dosing = { visitId: "at-dosing" };
const randomized = aParticipant().randomized();
const ready = stocked(randomized);
const assigned = ready.does("assign-kits", dosing);

function stockIn(story: Story, site: string = north) {
  const stock = story.trial.stocks[site];
  if (!stock) throw new Error("No kits were ever sent to that site.");
  return stock;
}
const kitsIn = (story: Story, state?: Kit["state"]): readonly Kit[] =>
  Object.values(stockIn(story).kits).filter((kit) => state === undefined || kit.state === state);
const code = (story: Story, kind: "initial" | "supplemental", visitId = "at-dosing"): string =>
  kitsOfSession(story.state.kits, visitId).kits.findLast((kit) => kit.kind === kind)?.code ?? "none";
const contents = (story: Story, one: string) => {
  const { sealed } = story.facts("assign-kits", dosing);
  if (!sealed) throw new Error("Nothing is sealed.");
  return contentOf(sealed, one);
};

describe("a shipment", () => {
  const sent = shipped(randomized, 3, { levels: ["80", "120"] });

  test("holds as many kits of each level and kind for every arm, and tells the site none of it", () => {
    expect(kitsIn(sent)).toHaveLength(3 * 2 * 2 * 2);
    const public_ = sent.trial.events.filter(({ type }) => type === "KitsShipped");
    expect(JSON.stringify(public_)).not.toMatch(/active|control|LOT|milligrams/);
    const arms = kitsIn(sent).map(
      ({ code: one, level, kind }) => `${contents(sent, one).arm} ${level} ${kind}`,
    );
    const counts = [...new Set(arms)].map((arm) => arms.filter((one) => one === arm).length);
    expect(counts).toEqual(new Array(8).fill(3));
  });

  test("names its kits in the order of their codes, which are drawn at random", () => {
    const codes = kitsIn(sent).map((kit) => kit.code);
    expect(codes).toEqual(codes.toSorted());
  });

  test.each([
    ["an arm is left out", packsOf().slice(1), "packs-uneven"],
    [
      "the capsules differ between arms",
      packsOf().map((p, at) => (at === 0 ? { ...p, capsules: 3 } : p)),
      "capsules-differ",
    ],
    [
      "a pack holds another dose than the protocol's",
      packsOf().map((p, at) => (at === 0 ? { ...p, milligrams: 100 } : p)),
      "dose-differs",
    ],
    ["the label promises more than a lot", packsOf(undefined, "2026-06-30"), "label-beyond-lot"],
    ["a level is not the protocol's", packsOf(["200"]), "no-such-dose"],
  ])("is not sent where %s", (_why, packs, refusal) => {
    const data = { setsPerArm: 2, expiresOn: "2026-12-31", packs };
    expect(randomized.refusal("ship-kits", data)?.code).toBe(refusal);
  });

  test("is not sent once it is expired by its label", () => {
    const data = { setsPerArm: 2, expiresOn: "2026-01-31", packs: packsOf() };
    expect(randomized.refusal("ship-kits", data)?.code).toBe("kit-expired");
  });

  test("is received once, kit by kit", () => {
    expect(kitsIn(sent, "available")).toEqual([]);
    const shipmentId = stockIn(sent).shipments[0]?.shipmentId;
    const lines = kitsIn(sent).map((kit) => ({ code: kit.code, condition: "present" }));
    const refusal = (some: readonly object[]) =>
      sent.refusal("receive-shipment", { shipmentId, temperature: "in-range", lines: some })?.code;
    expect(refusal(lines.slice(1))).toBe("kits-not-accounted-for");
    expect(refusal([...lines, lines[0] ?? {}])).toBe("kit-named-twice");
    expect(refusal([{ code: kitCodeFrom("elsewhere"), condition: "present" }, ...lines])).toBe(
      "kit-not-of-shipment",
    );
    const elsewhere = { shipmentId: numberedId(9, 1), temperature: "in-range", lines };
    expect(sent.refusal("receive-shipment", elsewhere)?.code).toBe("no-such-shipment");
    const here = received(sent);
    expect(kitsIn(here, "available")).toHaveLength(24);
    const again = { shipmentId, temperature: "in-range", lines };
    expect(here.refusal("receive-shipment", again)?.code).toBe("shipment-received");
  });

  test("that was too warm is quarantined whole, and the unblinded side decides on all of it at once", () => {
    const warm = received(sent, {}, { temperature: "excursion" });
    expect(kitsIn(warm, "quarantined")).toHaveLength(24);
    const shipmentId = stockIn(warm).shipments[0]?.shipmentId;
    const released = warm.does("decide-quarantine", { shipmentId, decision: "release" });
    expect(kitsIn(released, "available")).toHaveLength(24);
    expect(
      warm.does("decide-quarantine", { shipmentId, decision: "reject" }).refusal("assign-kits", dosing),
    ).toBeUndefined();
    expect(released.refusal("decide-quarantine", { shipmentId, decision: "release" })?.code).toBe(
      "nothing-quarantined",
    );
  });
});

describe("the kits of a session", () => {
  test("are assigned together, before it, of the participant's arm, and the sum is proved behind the seal", () => {
    const [initial, supplemental] = [code(assigned, "initial"), code(assigned, "supplemental")];
    const [one, half] = [contents(assigned, initial), contents(assigned, supplemental)];
    expect(half.arm).toBe(one.arm);
    expect(half.milligrams).toBe(one.milligrams / 2);
    const proof = assigned.trial.events.findLast(({ type }) => type === "DosesProved");
    expect(proof).toMatchObject({
      meta: { stream: "sealed:kits" },
      data: { proof: { secret: { arm: one.arm, codes: [initial, supplemental] } } },
    });
    expect(kitsIn(assigned, "assigned")).toHaveLength(2);
  });

  test("are assigned once", () => {
    expect(assigned.refusal("assign-kits", dosing)).toMatchObject({
      code: "kits-assigned",
      because: "conflict",
    });
  });

  test("wait for randomization, consent and the session that they are for", () => {
    const enrolled = stocked(aParticipant().screened().confirmedEligible().enrolled());
    expect(enrolled.refusal("assign-kits", dosing)?.code).toBe("not-randomized");
    expect(ready.withdrew(["drug"]).refusal("assign-kits", dosing)?.code).toBe("consent-withdrawn");
    expect(ready.refusal("assign-kits", { visitId: "at-follow-up" })?.code).toBe("no-dosing-session");
    expect(
      ready.does("miss-visit", { ...dosing, why: { freeText: "Ill." } }).refusal("assign-kits", dosing)?.code,
    ).toBe("session-over");
  });

  test("come only from shipments that are good beyond the session", () => {
    const soon = stocked(randomized, 2, { expiresOn: "2026-02-10" });
    const inTime = soon.does("schedule-visit", {
      instanceId: "at-dosing",
      plannedFor: "2026-02-09T14:00:00.000Z",
      mode: "in-person",
    });
    const tooLate = soon.does("schedule-visit", {
      instanceId: "at-dosing",
      plannedFor: "2026-02-10T14:00:00.000Z",
      mode: "in-person",
    });
    const types = (story: Story) => story.events("assign-kits", dosing).map(({ type }) => type);
    expect(types(inTime)).toEqual(["KitsAssigned", "KitsAssigned", "DosesProved"]);
    expect(types(tooLate)).toEqual(["KitsAwaited", "KitsAwaited"]);
  });

  test("that were withdrawn are nobody else's", () => {
    const withdrawn = assigned.does("withdraw-kits", { ...dosing, because: "session-canceled" });
    expect(kitsIn(withdrawn, "withdrawn")).toHaveLength(2);
    expect(kitsIn(withdrawn, "available")).toHaveLength(6);
    const again = withdrawn.does("assign-kits", dosing);
    expect(code(again, "initial")).not.toBe(code(assigned, "initial"));
    expect(withdrawn.refusal("withdraw-kits", { ...dosing, because: "other" })?.code).toBe(
      "no-kits-assigned",
    );
  });

  test("stay where they are when the participant moves to another site", () => {
    const moved = stocked(assigned, 1, { site: south }).does("transfer-participant", {
      toSite: south,
      effectiveOn: "2026-02-02",
    });
    const there = moved.does("assign-kits", dosing, { by: "southCoordinator" });
    expect(stockIn(there, south).kits[code(there, "initial")]?.state).toBe("assigned");
    expect(code(there, "initial")).not.toBe(code(assigned, "initial"));
    const old = { ...dosing, code: code(assigned, "initial") };
    expect(there.refusal("dispense-kit", old, { by: "investigator" })?.code).toBe("kit-not-assigned");
  });
});

describe("the level of a session", () => {
  const visitId = "at-retreatment";
  const treated = stocked(randomized, 2, { levels: ["80", "120"] })
    .began("at-dosing")
    .on("2026-03-02")
    .began("at-follow-up")
    .does("choose-branch", { instanceId: "symptoms-back", next: "at-retreatment" })
    .consented({ documentId: "retreatment-consent", scopes: ["drug", "therapy"] });
  const decided = treated.does("decide-dose-level", { visitId, level: "120", because: "as-planned" });

  test("is signed before kits are assigned, where there is a choice", () => {
    expect(treated.refusal("assign-kits", { visitId })?.code).toBe("level-undecided");
    const [event] = treated.events("decide-dose-level", { visitId, level: "120", because: "as-planned" });
    expect(event).toMatchObject({
      type: "DoseLevelDecided",
      data: { signer: expect.any(String), method: "password" },
    });
    expect(event?.signatureMeaning).toContain("120");
  });

  test("is that of the kits", () => {
    const kits = decided.does("assign-kits", { visitId });
    const kit = stockIn(kits).kits[code(kits, "initial", visitId)];
    expect(kit?.level).toBe("120");
    expect([120, 30]).toContain(contents(kits, kit?.code ?? "").milligrams);
  });

  test("is fixed where the protocol has one, and is one of the protocol's", () => {
    const choose = (data: object) =>
      treated.refusal("decide-dose-level", { because: "other", ...data })?.code;
    expect(ready.refusal("decide-dose-level", { ...dosing, level: "80", because: "other" })?.code).toBe(
      "level-fixed",
    );
    expect(choose({ visitId, level: "160" })).toBe("no-such-level");
  });

  test("is not changed under kits that were assigned or asked for", () => {
    const change = { visitId, level: "80", because: "tolerability" };
    const kits = decided.does("assign-kits", { visitId });
    expect(kits.refusal("decide-dose-level", change)?.code).toBe("kits-assigned");
    const free = kits.does("withdraw-kits", { visitId, because: "level-changed" });
    expect(free.refusal("decide-dose-level", change)).toBeUndefined();
  });
});

describe("more than the site can serve", () => {
  const one = stocked(randomized, 1).does("assign-kits", dosing);
  const second = one.another(2).randomized();
  const waiting = second.does("assign-kits", dosing);

  test("is awaited and not refused, whatever the arms are", () => {
    expect(kitsIn(one, "available")).toHaveLength(2);
    expect(second.events("assign-kits", dosing).map(({ type }) => type)).toEqual([
      "KitsAwaited",
      "KitsAwaited",
    ]);
    expect(waiting.refusal("assign-kits", dosing)?.code).toBe("kits-awaited");
  });

  test("comes with the next shipment, in the order in which it was asked for", () => {
    const third = waiting.another(3).randomized().does("assign-kits", dosing);
    const came = stocked(third, 1);
    expect(kitsOfSession(came.another(2).state.kits, "at-dosing").kits).toHaveLength(2);
    expect(kitsOfSession(came.another(3).state.kits, "at-dosing").awaited).toHaveLength(2);
    const all = stocked(came, 1);
    expect(kitsOfSession(all.another(3).state.kits, "at-dosing").kits).toHaveLength(2);
    expect(stockIn(all).awaited).toEqual([]);
  });

  test("passes over whoever has left meanwhile", () => {
    const left = waiting.does("end-participation", {
      reason: "withdrawal-by-participant",
      endedOn: "2026-02-02",
    });
    const came = stocked(left, 1);
    expect(kitsIn(came, "assigned")).toHaveLength(2);
  });

  test("may not be had by taking single kits apart: what is lost, broken or set aside counts against every arm", () => {
    const [some] = kitsIn(stocked(randomized, 1));
    const short = stocked(randomized, 1).does("quarantine-kit", { code: some?.code, cause: "label" });
    expect(short.events("assign-kits", dosing)[0]?.type).toBe("KitsAwaited");
  });
});

describe("two persons", () => {
  const initial = { ...dosing, code: code(assigned, "initial") };
  const supplemental = { ...dosing, code: code(assigned, "supplemental") };
  const dispensed = assigned.does("dispense-kit", initial).does("dispense-kit", supplemental);

  test("hand out a kit that is assigned for the session, once", () => {
    expect(dispensed.refusal("dispense-kit", initial)).toMatchObject({
      code: "kit-state",
      because: "conflict",
    });
    expect(stockIn(dispensed).kits[initial.code]?.state).toBe("dispensed");
    const [event] = assigned.events("dispense-kit", initial);
    expect(event?.data).toMatchObject({
      witness: { printedName: "Cora Coordinator", role: "site-coordinator" },
    });
    const other = kitsIn(assigned, "available")[0]?.code;
    expect(assigned.refusal("dispense-kit", { ...dosing, code: other })?.code).toBe("kit-not-assigned");
  });

  test("hand out nothing that has expired or was set aside, nor without consent", () => {
    expect(assigned.on("2027-01-01").refusal("dispense-kit", initial)?.code).toBe("kit-expired");
    const aside = assigned.does("quarantine-kit", { code: initial.code, cause: "tampered" });
    expect(aside.refusal("dispense-kit", initial)?.code).toBe("kit-state");
    expect(assigned.withdrew(["drug"]).refusal("dispense-kit", initial)?.code).toBe("consent-withdrawn");
  });

  test("take back an unused kit with all its capsules, and a used one with what is left", () => {
    const back = (condition: string, capsules: number) =>
      dispensed.refusal("return-kit", { ...initial, condition, capsules })?.code;
    expect(back("unused", 1)).toBe("capsules-impossible");
    expect(back("empty", 1)).toBe("capsules-impossible");
    expect(back("partly-used", 2)).toBe("capsules-impossible");
    expect([back("unused", 2), back("empty", 0), back("partly-used", 1), back("broken", 1)]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    const returned = dispensed.does("return-kit", { ...supplemental, condition: "unused", capsules: 1 });
    expect(stockIn(returned).kits[supplemental.code]).toMatchObject({
      state: "returned",
      returned: { capsules: 1 },
    });
    expect(returned.refusal("return-kit", { ...supplemental, condition: "unused", capsules: 1 })?.code).toBe(
      "kit-state",
    );
  });

  test("count the cabinet; a difference stays open until it is explained", () => {
    const found = kitsIn(assigned).map((kit) => kit.code);
    const right = assigned.does("count-stock", { found });
    expect(stockIn(right).counts[0]).toMatchObject({ counted: 8, missing: [], unexpected: [] });
    const short = assigned.does("count-stock", { found: found.slice(1) });
    const line = stockIn(short).counts[0];
    expect(line).toMatchObject({ counted: 7, missing: [found[0]] });
    const data = { countId: line?.countId, explanation: "It lay in the other cabinet." };
    const explained = short.does("explain-discrepancy", data, { by: "investigator" });
    expect(explained.refusal("explain-discrepancy", data)?.code).toBe("no-open-discrepancy");
    const again = explained.does("count-stock", { found });
    expect(stockIn(again).kits[found[0] ?? ""]?.state).toBe("rejected");
    expect(right.refusal("explain-discrepancy", { ...data, countId: numberedId(9, 1) })?.code).toBe(
      "no-open-discrepancy",
    );
  });
});

describe("a kit that is spoiled", () => {
  const spoiled = { ...dosing, code: code(assigned, "initial"), cause: "dropped" };
  const replaced = assigned.does("replace-kit", spoiled);

  test("is replaced by one of its kind, level and arm", () => {
    const [old, fresh] = [code(assigned, "initial"), code(replaced, "initial")];
    expect(fresh).not.toBe(old);
    expect(contents(replaced, fresh).arm).toBe(contents(replaced, old).arm);
    expect(stockIn(replaced).kits[old]?.state).toBe("spoiled");
    expect(code(replaced, "supplemental")).toBe(code(assigned, "supplemental"));
    const back = { ...dosing, code: old, condition: "broken", capsules: 1 };
    expect(replaced.refusal("return-kit", back)).toBeUndefined();
  });

  test("waits for the next shipment where the counts do not reach", () => {
    const last = stocked(randomized, 1).does("assign-kits", dosing);
    const short = last.does("replace-kit", { ...dosing, code: code(last, "supplemental"), cause: "broken" });
    expect(kitsOfSession(short.state.kits, "at-dosing").awaited).toEqual(["supplemental"]);
    expect(kitsOfSession(stocked(short, 1).state.kits, "at-dosing").awaited).toEqual([]);
  });

  test("is one of the session", () => {
    const other = kitsIn(assigned, "available")[0]?.code;
    expect(assigned.refusal("replace-kit", { ...spoiled, code: other })?.code).toBe("kit-not-assigned");
  });
});

test("after an amendment that changes a dose, kits that hold the old one are not assigned, for anybody", () => {
  // Two shipments of the same version serve; a shipment of a version that is gone serves nobody.
  const trial = { ...ready.trial, stocks: { ...ready.trial.stocks } };
  const stock = stockIn(ready);
  trial.stocks[north] = {
    ...stock,
    shipments: stock.shipments.map((one) => ({ ...one, designVersion: "0.9" })),
  };
  expect(ready.in(trial).events("assign-kits", dosing)[0]?.type).toBe("KitsAwaited");
});

test("a study that plans no kits ships none", () => {
  const { trial } = aTrial();
  const [design] = trial.study.designs;
  const { kits: _kits, ...without } = (design?.design ?? {}) as { kits?: unknown };
  const plain = {
    ...trial,
    study: { ...trial.study, designs: [{ ...design, design: without }] },
  } as typeof trial;
  const data = { setsPerArm: 1, expiresOn: "2026-12-31", packs: packsOf() };
  expect(aTrial().in(plain).refusal("ship-kits", data)?.code).toBe("no-kits-planned");
});
