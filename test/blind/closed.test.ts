import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actions, isPermitted } from "#trial";
import { askForClosedReport } from "#usecases";
import { type Person, staff } from "../../src/trial/testing/people.ts";
import { aParticipant, type Story } from "../../src/trial/testing/story.ts";
import { extractRows } from "../../src/usecases/closed/extract.ts";
import { allocatedArms, studyData } from "../../src/usecases/closed/study-data.ts";
import { cookieOf, makeTwins, type Twin, type Twins } from "./twins.ts";

const coTherapist: Person = { ...staff.therapist, role: "co-therapist" };
const people = [1, 2, 3, 4, 5, 6];

/** Six who were randomized, held to the end and asked; the first two guess, the third cannot tell, of the rest nobody was asked. */
const story: Story = people.reduce((told, serial) => {
  const held = told
    .another(serial)
    .on("2026-02-02")
    .randomized()
    .on("2026-03-30")
    .does("record-held-visit", { visitId: "at-dosing", mode: "in-person" })
    .on("2026-04-27")
    .does("record-held-visit", { visitId: "at-follow-up", mode: "in-person" });
  const guess = ["drug", "low", "cannot-tell"][serial - 1];
  if (!guess) return held;
  const answers = { guess, "how-sure": "very" };
  return held
    .submitted("at-follow-up/own-guess/1", answers, { by: "participant" })
    .submitted("at-follow-up/therapist-guess/1", answers, { by: "therapist" })
    .submitted("at-follow-up/therapist-guess/2", answers, { by: coTherapist });
}, aParticipant(1));

let twins: Twins;
let arms: ReadonlyMap<string, string>;
beforeAll(async () => {
  const made = await makeTwins({ story } as never, "closed");
  if (!made) throw new Error("Two participants of different arms have no twins.");
  twins = made;
  const { ports } = twins.asItWas.meadow.instance;
  arms = await allocatedArms(ports, { study: twins.asItWas.meadow.study, sites: "all" });
}, 300_000);
afterAll(async () => twins.close());

async function open(
  { app, meadow }: Twin,
  path: string,
  body: object,
  person: Person = staff.unblindedStatistician,
) {
  const url = `/api/studies/${meadow.study}/${path}`;
  return app.call({ method: "POST", url, cookie: cookieOf(person.user), body });
}

type Report = {
  readonly watermark: string;
  readonly cutOff: { readonly checkpoint: number; readonly movedSince: number };
  readonly tables: readonly {
    readonly id: string;
    readonly columns: readonly string[];
    readonly rows: readonly (readonly (string | number | null)[])[];
  }[];
};

function tableOf(report: Report, id: string) {
  const { columns = [], rows = [] } = report.tables.find((one) => one.id === id) ?? {};
  return rows.map((cells) => Object.fromEntries(columns.map((column, at) => [column, cells[at]])));
}

describe("how well the blind held", () => {
  test("is told by arm to the unblinded statistician, from the guesses and what is behind the seal", async () => {
    const answer = await open(twins.asItWas, "closed-reports", { report: "blinding", as: "screen" });
    expect(answer.status).toBe(200);
    const report = answer.json as Report;
    expect(report.watermark).toBe("Closed report – not for the sponsor");
    expect(report.cutOff.checkpoint).toBeGreaterThan(0);
    expect(report.cutOff.movedSince).toBe(0);
    const names = { active: "The drug", control: "A low dose of it" } as const;
    const guessed = { drug: "active", low: "control" } as const;
    for (const [arm, name] of Object.entries(names)) {
      const inArm = people.filter((serial) => arms.get(story.another(serial).id) === arm);
      const given = inArm.filter((serial) => serial <= 3);
      const right = given.filter(
        (serial) => guessed[["drug", "low"][serial - 1] as keyof typeof guessed] === arm,
      );
      for (const role of ["participant", "lead-therapist", "co-therapist"]) {
        const row = tableOf(report, "guesses").find((one) => one["role"] === role && one["arm"] === name);
        expect(row).toMatchObject({
          n: given.length,
          correct: right.length,
          missing: inArm.length - given.length,
        });
      }
    }
  });

  test("is an event each time, which says which report and by whom, and nothing of it", async () => {
    const { meadow } = twins.asItWas;
    const { rows } = await meadow.instance.maintenance.query<{ canonical: string }>(
      "SELECT canonical FROM ledger.event WHERE study_id = $1 AND canonical LIKE '%ClosedReportOpened%'",
      [meadow.study],
    );
    const events = rows.map(({ canonical }) => JSON.parse(canonical) as { data: object; actor: object });
    expect(events.map(({ data }) => data)).toContainEqual({ report: "blinding", as: "screen" });
    expect(events[0]?.actor).toMatchObject({ user: staff.unblindedStatistician.user });
    expect(JSON.stringify(events)).not.toMatch(/active|control/);
  });

  test("is open to no other role, and to nobody who has another role too", async () => {
    const others = Object.values(staff).filter(
      ({ role }) => role !== "unblinded-statistician" && role !== "participant",
    );
    for (const person of others) {
      const answer = await open(twins.asItWas, "closed-reports", { report: "blinding", as: "csv" }, person);
      expect([person.role, answer.status]).toEqual([person.role, 403]);
      expect(answer.text).not.toMatch(/The drug|low dose/);
    }
    const { ports } = twins.asItWas.meadow.instance;
    const roles = ["unblinded-statistician", "statistician"] as const;
    const standings = roles.map((role) => ({ role, sites: "all" as const }));
    const principal = { ...staff.unblindedStatistician, standings, isInstanceAdministrator: false };
    const asking = { study: twins.asItWas.meadow.study, principal };
    const request = { report: "blinding", as: "screen" } as const;
    expect(await askForClosedReport(ports, asking, request, { kind: "cli" })).toMatchObject({
      error: { code: "role-is-blinded" },
    });
  });

  test("leaves as a file whose name and cells do nothing but carry it", async () => {
    const answer = await open(twins.asItWas, "closed-reports", { report: "disposition", as: "csv" });
    expect(answer.headers["content-disposition"]).toMatch(
      /^attachment; filename="closed-disposition-checkpoint-\d+\.csv"$/,
    );
    expect(answer.text.split("\r\n")[0]).toBe("Closed report – not for the sponsor");
    expect(answer.text).toMatch(/data cut-off: checkpoint,\d+/);
  });
});

describe("the other closed reports", () => {
  test("count by arm what was randomized, and average the key outcome", async () => {
    const count = (arm: string): number => [...arms.values()].filter((one) => one === arm).length;
    const disposition = (await open(twins.asItWas, "closed-reports", { report: "disposition", as: "screen" }))
      .json as Report;
    expect(tableOf(disposition, "disposition")[0]).toEqual({
      standing: "randomized",
      "The drug": count("active"),
      "A low dose of it": count("control"),
    });
    const outcomes = (await open(twins.asItWas, "closed-reports", { report: "outcomes", as: "screen" }))
      .json as Report;
    expect(tableOf(outcomes, "outcomes")).toMatchObject([
      { what: "Severity", visit: "Baseline", arm: "The drug", n: count("active"), mean: 14 },
      { what: "Severity", visit: "Baseline", arm: "A low dose of it", n: count("control"), mean: 14 },
    ]);
    const events = await open(twins.asItWas, "closed-reports", { report: "adverse-events", as: "screen" });
    expect(tableOf(events.json as Report, "adverse-events")).toMatchObject([{ events: 0 }, { events: 0 }]);
  });
});

describe("what blinded people get", () => {
  test("is the same whatever the arms are: counts of guesses, and extracts by the same token", async () => {
    const got = async (twin: Twin): Promise<readonly string[]> => {
      const url = `/api/studies/${twin.meadow.study}/guesses`;
      const counts = await twin.app.call({ method: "GET", url, cookie: cookieOf(staff.statistician.user) });
      const texts = [counts.text];
      for (const arms of ["pooled", "scrambled", "scrambled"])
        texts.push((await open(twin, "extracts", { arms }, staff.statistician)).text);
      return texts;
    };
    const [one, other] = [await got(twins.asItWas), await got(twins.swapped)];
    expect(one[0]).toBe(other[0]);
    expect(one[1]).toBe(other[1]);
    expect(one[0]).not.toMatch(/active|control|drug|low dose/);
    expect(one[0]).toContain('"certainty":null');
    expect(one[1]).not.toContain("arm");
    expect(one[1]).not.toMatch(/own-guess|therapist-guess|session-vitals/);
    expect(one[2]?.split("\r\n")[0]).toBe("participant,visit,form,filling,item,value,scrambled-arm");
    expect(one[2]).not.toBe(one[3]);
    const withoutLabels = (text = "") => text.replaceAll(/,(A|B|scrambled-arm)(?=\r\n)/g, "");
    expect(withoutLabels(one[2])).toBe(one[1]);
    const drawn = async ({ meadow: { instance, study } }: Twin) => {
      const data = await studyData(instance.ports, { study, sites: "all" });
      return data && extractRows(data, "scrambled", "one token");
    };
    expect(await drawn(twins.asItWas)).toEqual(await drawn(twins.swapped));
  });

  test("is no closed report among what their roles may do", () => {
    const closed = actions.filter((action) => action === "see-closed-reports");
    const roles = Object.values(staff).filter(({ role }) => closed.some((act) => isPermitted(role, act)));
    expect(roles.map(({ role }) => role)).toEqual(["unblinded-statistician"]);
  });
});
