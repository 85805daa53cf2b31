import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { StudyDesign, StudyDesignInput } from "#design";
import type { CalendarDate, ParticipantId } from "#kernel";
import { administrator } from "../../src/demonstration/cast.ts";
import { personOf } from "../../src/demonstration/people.ts";
import { runCommand } from "../builders/command-line.ts";
import { importedDesign } from "../builders/imported-usdm.ts";
import { hasPilotStudy, readPilotStudy, unlessSkipped } from "../builders/pilot-study.ts";
import { drawnFrom } from "../oracles/usdm-schedule.ts";
import {
  arrangeVisit,
  button,
  dialog,
  enroll,
  logFirstCall,
  openVisit,
  pageOf,
  recordConsent,
  site,
  startVisit,
  stateOf,
  type Told,
  toldOf,
} from "./participant-steps.ts";
import { aServedTrial, type ServedTrial } from "./served-trial.ts";

const person = personOf("acceptance", {
  ...{ key: "ida", site: "01", name: ["Ida", "Norden"], sex: "F", age: 71 },
  ...{ trauma: "accident", severity: 30 },
});
const { coordinator, investigator } = site;
const [screening, baseline, weekTwo, lastVisit] = ["_9", "_11", "_12", "_24"].map(
  (end) => `ScheduledActivityInstance${end}`,
) as [string, string, string, string];

let trial: ServedTrial;
let told: Told;

describe.skipIf(!hasPilotStudy)(
  `in a real browser, CDISC's pilot study as it was imported${unlessSkipped}`,
  () => {
    beforeAll(async () => {
      const design = importedDesign(readPilotStudy());
      trial = await aServedTrial(design, "2026-03-02T14:00:00.000Z", "2026-12-01T14:00:00.000Z");
    }, 300_000);
    afterEach(async ({ task }) => {
      if (task.result?.state === "fail") await trial?.photograph();
    });
    afterAll(() => trial?.close());

    test("shows its schedule of activities: each activity, visit and tick of the file, and no other", async () => {
      const page = await trial.open(investigator, "/design/2");
      const { columns, rows } = await readMatrix(page);
      const drawn = drawnFrom(readPilotStudy());
      expect(columns).toEqual(drawn.columns);
      expect(rows).toEqual(drawn.rows);
      const ticks = rows.flatMap(({ marks }) => marks).filter((mark) => mark);
      const visits = new Set(columns.map((column) => column.split(",")[0]));
      expect([rows.length, columns.length, visits.size, ticks.length]).toEqual([30, 16, 12, 122]);
    });

    test("lets somebody call, begins no visit without a consent form, and says why and what to do", async () => {
      const page = await logFirstCall(trial, coordinator);
      told = toldOf(trial, page.url().split("/").at(-1) as ParticipantId, person);
      await page.getByRole("tab", { name: "Consent" }).click();
      await page.getByText(/^The protocol has no consent form/).waitFor();
      const visits = await openVisit(told, coordinator, screening);
      await button(visits, "Start now").click();
      await dialog(visits).getByRole("button", { name: "Start now" }).click();
      await dialog(visits)
        .getByRole("alert")
        .getByText(/^Cannot begin Screening 1: the protocol has no consent form.*Publish a version with one/)
        .waitFor();
    });

    test("takes a consent form and answers to its criteria as data, after which a check finds nothing missing", async () => {
      const design = completed(trial.design.written);
      expect(await faultsOf(trial.design.written)).toEqual({
        ...{ "criterion-unanswered": 31, "no-consent": 1, "idle-setting": 4 },
      });
      expect(await faultsOf(design)).toEqual({ "idle-setting": 4 });
      await putIntoEffect(design);
    });

    test("takes a participant from the first call to consent, and gives a number", async () => {
      await trial.goOnAt("2026-03-04", "09:00");
      await trial.conduct.act({ as: coordinator, type: "log-contact", about: told.id, data: aFurtherCall() });
      await recordConsent(await trial.open(coordinator, pageOf(told)));
      expect((await stateOf(told)).enrollment).toMatchObject({ number: "01-0001", designVersion: "3" });
    });

    test("has a day for every visit, with the file's windows, once the baseline is arranged", async () => {
      await arrangeVisit(told, coordinator, baseline, "2026-03-20T10:00");
      expect(await readVisits(told)).toEqual([
        "Screening 1 | 6 Mar 2026 projected | Not arranged",
        "Screening 2 | 18 Mar 2026 only 18 Mar 2026 · projected | Not arranged",
        "Baseline | Its day sets the clock for others. | Arranged",
        ...countedFromBaseline("projected"),
      ]);
    });

    test("screens by its criteria, and enrolls", async () => {
      await trial.goOnAt("2026-03-06", "10:00");
      await startVisit(told, coordinator, screening);
      const entries = trial.design.design.eligibilityCriteria.map(({ id, category }) => ({
        path: id,
        value: category === "inclusion",
      }));
      const data = { formKey: `${screening}/eligibility/1`, entries };
      await trial.conduct.act({ as: coordinator, type: "submit-form", about: told.id, data });
      await enroll(told, investigator);
    });

    test("counts every later visit from the day on which the baseline was held", async () => {
      await trial.goOnAt("2026-03-20", "10:00");
      await startVisit(told, coordinator, baseline);
      expect(await readVisits(told)).toEqual([
        "Screening 1 | 6 Mar 2026 | In progress Held, no window",
        "Screening 2 | 18 Mar 2026 only 18 Mar 2026 | Overdue",
        "Baseline | Its day sets the clock for others. | In progress Held, no window",
        ...countedFromBaseline("firm"),
      ]);
    });

    test("judges a visit by its window: held a day after it, it is late, and a deviation", async () => {
      await arrangeVisit(told, coordinator, weekTwo, "2026-04-02T10:00");
      await trial.goOnAt("2026-04-07", "10:00");
      await startVisit(told, coordinator, weekTwo);
      const { visits, deviations } = await stateOf(told);
      expect(visits.visits[weekTwo]).toMatchObject({
        day: "2026-04-07",
        planned: ["2026-04-02T14:00:00.000Z"],
      });
      expect(Object.values(deviations).map(({ rule, description }) => [rule, description?.freeText])).toEqual(
        [["visit-late", "Week 2 took place on 2026-04-07, outside its window 2026-03-31 to 2026-04-06."]],
      );
      expect(await readVisits(told)).toContain(
        "Week 2 | 3 Apr 2026 31 Mar – 6 Apr 2026 | In progress 1 day late",
      );
    });
  },
);

/** Two weeks to half a year after a baseline on 20 March: the file's timings 4 to 16, counted by hand. */
function countedFromBaseline(standing: "projected" | "firm"): readonly string[] {
  const windows = [
    ["Week 2", "3 Apr 2026", "31 Mar – 6 Apr 2026"],
    ["Week 4", "17 Apr 2026", "14 Apr – 20 Apr 2026"],
    ["Week 6", "1 May 2026", "28 Apr – 4 May 2026"],
    ["Week 8", "15 May 2026", "12 May – 18 May 2026"],
    ["Week 8: Week NPI", "29 May 2026", ""],
    ["Week 12", "12 Jun 2026", "8 Jun – 16 Jun 2026"],
    ["Week 12: Week 12 NPI", "26 Jun 2026", ""],
    ["Week 16", "10 Jul 2026", "6 Jul – 14 Jul 2026"],
    ["Week 16: Week 16 NPI", "24 Jul 2026", ""],
    ["Week 20", "7 Aug 2026", "3 Aug – 11 Aug 2026"],
    ["Week 20: Week 20 NPI", "21 Aug 2026", ""],
    ["Week 24", "4 Sep 2026", "31 Aug – 8 Sep 2026"],
    ["Week 26", "18 Sep 2026", "15 Sep – 21 Sep 2026"],
  ];
  return windows.map(([name, due, window]) => {
    // The visits at home count from the visit before them, which is still to come.
    const isProjected = window === "" || standing === "projected";
    const when = [window, isProjected ? "projected" : ""].filter((part) => part !== "").join(" · ");
    return `${name} | ${due} ${when} | Not arranged`;
  });
}

/** Columns and rows of the matrix as the page shows them. */
async function readMatrix(page: Page) {
  const table = page.getByRole("table", { name: /^Schedule of activities/ });
  await table.waitFor();
  return table.evaluate((element) => {
    const heads = [...element.querySelectorAll("thead tr:last-child th button")] as HTMLButtonElement[];
    return {
      columns: heads.map(({ title }) => title),
      rows: [...element.querySelectorAll("tbody tr")].map((row) => ({
        activity: row.querySelector("th")?.firstChild?.textContent ?? "",
        marks: [...row.querySelectorAll("td")].map((cell) => cell.textContent === "×done"),
      })),
    };
  });
}

/** What the table on the participant's page says of each visit: its name, and when it is due by the protocol. */
async function readVisits(one: Told): Promise<readonly string[]> {
  const page = await openVisit(one, coordinator, baseline);
  await page.getByRole("radiogroup", { name: "Which visits" }).getByText("All").click();
  await page.locator(`[id="visit-${lastVisit}"]`).waitFor();
  const rows = await page
    .locator("tr.vigil-visit-row")
    .evaluateAll((all) =>
      all.map((row) =>
        ["visit", "protocol", "state"].map(
          (column) => (row.querySelector(`[data-column=${column}]`) as HTMLElement).innerText,
        ),
      ),
    );
  return rows.map((cells) => cells.join(" | ").replaceAll(/\s+/g, " ").replaceAll("Sept ", "Sep "));
}

/** The imported design with what USDM has no place for. */
function completed(design: StudyDesign): StudyDesignInput {
  const items = design.eligibilityCriteria.map(({ id, identifier, text }) => ({
    ...{ id, label: `${identifier}. ${text}`.slice(0, 200), type: "boolean" as const },
  }));
  return {
    ...design,
    version: "3",
    forms: [
      ...design.forms,
      { id: "eligibility", label: "Eligibility", itemGroups: [{ id: "criteria", items }] },
    ],
    activities: design.activities.map((activity) =>
      activity.name === "Inclusion/exclusion criteria" ? { ...activity, formIds: ["eligibility"] } : activity,
    ),
    eligibilityCriteria: design.eligibilityCriteria.map((criterion) => ({
      ...criterion,
      answeredBy: `eligibility.${criterion.id}`,
    })),
    consents: [
      {
        id: "consent",
        name: "Consent to take part",
        requiredScopes: ["drug", "visits", "contact"],
        versions: [{ version: "1", change: "initial", summary: "First version.", languages: ["en"] }],
      },
    ],
  };
}

/** How many faults of each kind `vigil design check` finds in a file with the design. */
async function faultsOf(design: StudyDesignInput): Promise<Readonly<Record<string, number>>> {
  const folder = mkdtempSync(path.join(tmpdir(), "vigil-imported-"));
  try {
    const file = path.join(folder, "design.json");
    writeFileSync(file, JSON.stringify(design));
    const { code, json } = await runCommand(["design", "check", file, "--json"], { environment: {} });
    expect(code).toBe(0);
    const counts: Record<string, number> = {};
    const { faults } = json as { readonly faults: readonly { readonly code: string }[] };
    for (const fault of faults) counts[fault.code] = (counts[fault.code] ?? 0) + 1;
    return counts;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Publishes the version, and has it and its consent form approved at the site from tomorrow on. */
async function putIntoEffect(design: StudyDesignInput): Promise<void> {
  const { act } = trial.conduct;
  const as = administrator.username;
  const about = trial.founded.siteIds[site.number] ?? "";
  const today = trial.clock.now().slice(0, 10) as CalendarDate;
  const approval = { committee: site.committee, approvedOn: today, effectiveFrom: "2026-03-03" };
  await act({
    as,
    type: "publish-design",
    data: { design, summary: "With a consent form, and answers to the criteria." },
  });
  await act({ as, type: "approve-design-version", about, data: { version: design.version, ...approval } });
  const consent = { documentId: "consent", version: "1", language: "en" };
  await act({ as, type: "approve-consent-version", about, data: { ...consent, ...approval } });
}

function aFurtherCall() {
  return {
    siteId: trial.founded.siteIds[site.number],
    ...{ channel: "telephone", recruitmentSource: "radio", referredBy: "self", language: "en" },
    ...{ ageBand: "60-and-over", outcome: "continues", failReasons: [] },
  };
}
