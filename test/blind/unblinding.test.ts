import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyStudy } from "#usecases";
import { numberedId, type StaffName, staff } from "../../src/trial/testing/people.ts";
import { aParticipant } from "../../src/trial/testing/story.ts";
import { environmentOf, runCommand } from "../builders/command-line.ts";
import { homeOf } from "../builders/instance.ts";
import { armWords } from "./arm-words.ts";
import { aServedMeadow, type ServedMeadow } from "./served-meadow.ts";

const first = aParticipant(1).randomized();
const second = first.another(2).randomized();
const [one, two] = [first.id, second.id];
const north = numberedId(2, 1);
const emergency = { reason: "medical-emergency" };

let served: ServedMeadow;
beforeAll(async () => {
  served = await aServedMeadow();
  await served.meadow.tell(
    second
      .another(1)
      .submitted("log/adverse-event/1", { term: { freeText: "Seizure" }, began: "2026-02-01" }),
  );
}, 120_000);
afterAll(() => served?.close());

const rows = async (text: string): Promise<readonly Record<string, unknown>[]> =>
  (await served.meadow.instance.maintenance.query(text)).rows;
const ids = {
  participantId: one,
  siteId: north,
  version: "1.0",
  handle: Object.keys(first.state.ratings)[0] ?? "",
};
const everybody = (Object.keys(staff) as StaffName[]).filter((name) => name !== "participant");

describe("an emergency", () => {
  let commandId = "";
  let opened = "";

  test("opens the arm to whoever asked, in the answer and nowhere else", async () => {
    commandId = served.newCommandId();
    const began = performance.now();
    const answer = await served.command("investigator", `participants/${one}`, "break-code", emergency, {
      commandId,
    });
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body).toMatchObject({ number: "01-0001", randomizationNumber: "R-0001", repeated: false });
    expect(performance.now() - began).toBeLessThan(10_000);
    opened = answer.body.arm.name;
    expect(["The drug", "A low dose of it"]).toContain(opened);
  });

  test("answers the same person the same again, where the answer was lost on the way", async () => {
    const again = await served.command("investigator", `participants/${one}`, "break-code", emergency, {
      commandId,
    });
    expect(again.body).toMatchObject({ arm: { name: opened }, repeated: true });
    const kept = await rows("SELECT 1 FROM ledger.event WHERE canonical LIKE '%\"CodeBroken\"%'");
    expect(kept).toHaveLength(1);
  });

  test("answers nobody else with it: not under the same id, not at another site, not in another role", async () => {
    const reused = await served.command("subInvestigator", `participants/${one}`, "break-code", emergency, {
      commandId,
    });
    expect([reused.status, reused.body.code]).toEqual([409, "command-id-reused"]);
    const elsewhere = await served.command(
      "southInvestigator",
      `participants/${one}`,
      "break-code",
      emergency,
    );
    expect(elsewhere.status).toBe(404);
    for (const name of ["coordinator", "therapist", "monitor", "medicalMonitor", "sponsorSafety"] as const)
      expect((await served.command(name, `participants/${one}`, "break-code", emergency)).status).toBe(403);
    const other = await served.command("investigator", `participants/${two}`, "break-code", emergency, {
      commandId,
    });
    expect([other.status, other.body.code]).toEqual([409, "command-id-reused"]);
  });

  test("is for nobody who does not prove who they are, and then leaves no event", async () => {
    const wrong = { proof: { password: "not this one" } };
    const answer = await served.command(
      "investigator",
      `participants/${two}`,
      "break-code",
      emergency,
      wrong,
    );
    expect([answer.status, answer.body.code]).toEqual([403, "not-proven"]);
    expect(answer.text).not.toMatch(/The drug|low dose/);
  });

  test("is told to the site's investigators, the medical monitor and the sponsor's safety, and not which arm", async () => {
    for (const name of ["investigator", "subInvestigator", "medicalMonitor", "sponsorSafety"] as const) {
      const { body } = await served.get(name, `/api/studies/${served.meadow.study}/worklist`);
      const notice = body.items.find(({ kind }: { kind: string }) => kind === "code-broken");
      expect(notice, name).toMatchObject({ number: "01-0001", subject: { reason: "medical-emergency" } });
    }
    for (const name of ["therapist", "southInvestigator", "firstRater", "sponsorMember"] as const) {
      const { text } = await served.get(name, `/api/studies/${served.meadow.study}/worklist`);
      expect(text, name).not.toContain("code-broken");
    }
    const messages = await rows("SELECT payload FROM ledger.outbox WHERE topic = 'code-broken'");
    expect(messages).toMatchObject([
      { payload: { number: "01-0001", kind: "emergency", reason: "medical-emergency" } },
    ]);
  });

  test("leaves an open report until it is given; its words are read by nobody who is blinded", async () => {
    const worklist = await served.get("investigator", `/api/studies/${served.meadow.study}/worklist`);
    const task = worklist.body.items.find(({ kind }: { kind: string }) => kind === "unblinding-to-report");
    const report = {
      unblindingId: task.subject.unblindingId,
      whoKnows: ["investigator"],
      careChanged: true,
      narrative: { freeText: "It was the heron." },
    };
    const given = await served.command(
      "investigator",
      `participants/${one}`,
      "complete-unblinding-report",
      report,
    );
    expect(given.status, given.text).toBe(200);
    for (const name of everybody) {
      const seen = await served.everything(name, ids);
      const readers = [...seen].filter(([, text]) => text.includes("heron")).map(([url]) => url);
      const mayRead = ["investigator", "unblindedStatistician", "sponsorSafety"].includes(name);
      expect(readers, name).toEqual(mayRead ? ["/api/studies/:studyId/unblindings"] : []);
    }
  });

  test("leaves the arm in no answer to anybody, no event, row, message or line of the security log", async () => {
    const places = await armWords(served, everybody, ids);
    expect(places.found).toEqual([]);
    expect(places.searched).toBeGreaterThan(300);
    // Who searches finds: the protocol names the arms, and is searched apart.
    expect(places.inTheProtocol).toBeGreaterThan(0);
  });

  test("leaves a second participant sealed, and the ledger whole", async () => {
    const { meadow } = served;
    const { ports } = meadow.instance;
    expect(await rows("SELECT 1 FROM projection.unblinding")).toHaveLength(1);
    const report = await verifyStudy(ports, meadow.study, ports.verification());
    expect(report).toMatchObject({ intact: true });
  });
});

describe("unblinding for safety reporting", () => {
  const asked = {
    formKey: "log/adverse-event/1",
    reportNumber: "US-2026-0007",
    basis: { isSerious: true, isUnexpected: true, isSuspected: true },
    why: { freeText: "Seizure after the dose." },
  };
  const blinded = everybody.filter(
    (name) =>
      !["medicalMonitor", "inspector", "unblindedStatistician", "sponsorSafety", "administrator"].includes(
        name,
      ),
  );

  test("opens the arm to the sponsor's safety, and to those who stay blinded changes not a byte", async () => {
    const before = new Map<StaffName, ReadonlyMap<string, string>>();
    for (const name of blinded) before.set(name, await served.everything(name, ids));
    const answer = await served.command("sponsorSafety", `participants/${one}`, "unblind-for-safety", asked);
    expect(answer.status, answer.text).toBe(200);
    expect(answer.body.arm.armId).toMatch(/^(active|control)$/);
    let compared = 0;
    for (const name of blinded)
      for (const [url, text] of await served.everything(name, ids)) {
        // That the study's ledger grew is told to whoever verifies it, and not by what.
        if (url.endsWith("/ledger/verification")) continue;
        compared++;
        expect(text, `${name} ${url}`).toBe(before.get(name)?.get(url));
      }
    expect(compared).toBeGreaterThan(250);
  }, 120_000);

  test("is in the register of the medical monitor, the inspector and the unblinded statistician", async () => {
    for (const name of ["medicalMonitor", "inspector", "unblindedStatistician", "sponsorSafety"] as const) {
      const { body } = await served.get(name, `/api/studies/${served.meadow.study}/unblindings`);
      const kinds = body.map(({ kind }: { kind: string }) => kind);
      expect(kinds, name).toContain("safety");
    }
    const { body } = await served.get("investigator", `/api/studies/${served.meadow.study}/unblindings`);
    expect(body.map(({ kind }: { kind: string }) => kind)).toEqual(["emergency"]);
  });
});

describe("sealed sheets", () => {
  const issue = (more = {}) =>
    served.command("unblindedPharmacist", `sites/${north}`, "issue-envelopes", {}, more);

  test("are issued for everybody who was randomized, once, and printed again for the same command", async () => {
    const commandId = served.newCommandId();
    const issued = await issue({ commandId });
    expect(issued.body.serials).toEqual(["01-E0001", "01-E0002"]);
    expect(issued.body.html.match(/data-arm>(The drug|A low dose of it)</g)).toHaveLength(2);
    expect((await issue({ commandId })).body.html).toBe(issued.body.html);
    expect((await issue()).body.code).toBe("not-randomized");
  });

  test("leave their numbers in the ledger and no arm anywhere", async () => {
    const places = await armWords(served, everybody, ids);
    expect(places.found).toEqual([]);
  });

  test("each serial number is unopened, opened, returned or destroyed", async () => {
    const opening = { serial: "01-E0001", reason: "overdose", openedBy: "care-outside-the-study" };
    await served.command("coordinator", `participants/${one}`, "record-envelope-opening", opening);
    const back = { serial: "01-E0002", outcome: "returned", sealIntact: true };
    await served.command("pharmacist", `sites/${north}`, "record-envelope-return", back);
    const unknown = { ...opening, serial: "77-E0009" };
    await served.command("coordinator", `participants/${two}`, "record-envelope-opening", unknown);
    const { body } = await served.get("coordinator", `/api/studies/${served.meadow.study}/envelopes`);
    const standings = body.map(({ serial, standing }: { serial: string; standing: string }) => [
      serial,
      standing,
    ]);
    expect(standings).toEqual([
      ["01-E0001", "opened"],
      ["01-E0002", "returned"],
      ["77-E0009", "unknown"],
    ]);
  });

  test("are printed on the server's machine as well, for whom there is none that is out and unopened", async () => {
    const { instance } = served.meadow;
    const folder = mkdtempSync(path.join(tmpdir(), "vigil-sheets-"));
    const out = path.join(folder, "sheets.html");
    const args = ["emergency-envelopes", "--study", "MEADOW-1", "--by", "Ulf Pharmacist", "--out", out];
    const environment = environmentOf(homeOf(instance), instance.database);
    const outcome = await runCommand(args, { environment });
    expect(outcome, outcome.text).toMatchObject({ code: 0, json: { serials: ["01-E0003", "01-E0004"] } });
    expect(outcome.text).not.toMatch(/The drug|low dose/);
    expect(readFileSync(out, "utf8").match(/data-arm>(The drug|A low dose of it)</g)).toHaveLength(2);
    expect(statSync(out).mode & 0o777).toBe(0o600);
    const listed = await runCommand(["unblindings", "--study", "MEADOW-1", "--by", "Ivy Inspector"], {
      environment,
    });
    expect(listed.text).toContain("01-0001  emergency  medical-emergency");
    expect(listed.text).not.toMatch(/The drug|low dose|active|control/);
    rmSync(folder, { recursive: true, force: true });
  });
});
