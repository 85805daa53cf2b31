import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseStudyDesign, textsOf, withFilledTexts } from "#design";
import { readStudyFolder } from "./read-study-folder.ts";

const folder = join(import.meta.dirname, "../../studies/mdma-ptsd-phase3");
const parsed = parseStudyDesign(readStudyFolder(folder));
if (!parsed.ok) throw new Error(JSON.stringify(parsed.error, null, 2));
const design = parsed.value;

const parameters = new Map(design.parameters.map((parameter) => [parameter.id, parameter]));
const main = design.scheduleTimelines.find(({ mainTimeline }) => mainTimeline);
const visits = (main?.instances ?? []).flatMap((instance) =>
  instance.type === "activity" && instance.encounterId !== undefined ? [instance] : [],
);
const visitIds = visits.map(({ encounterId }) => encounterId);

function numberOf(id: string): number {
  const value = parameters.get(id)?.value;
  if (typeof value !== "number") throw new Error(`parameter ${id} holds no number`);
  return value;
}

type Leaf = { readonly path: string; readonly key: string; readonly value: unknown };

/** Every value of a JSON tree that is neither object nor array. */
function leaves(value: unknown, path = "", key = ""): readonly Leaf[] {
  if (typeof value !== "object" || value === null) return [{ path, key, value }];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, `${path}.${name}`, name));
}

function stringsAt(...keys: readonly string[]): readonly Leaf[] {
  return leaves(design).filter(({ key, value }) => keys.includes(key) && typeof value === "string");
}

/** The numbers written in an expression itself. */
function numbersIn(expression: string): readonly number[] {
  const bare = expression.replaceAll(/'[^']*'|[$@][\w.-]+/g, " ");
  return [...bare.matchAll(/(?<![\w.-])\d+(\.\d+)?/g)].map(([text]) => Number(text));
}

describe("the schedule of the reference study", () => {
  it("has the visits V0 to V20 in their order", () => {
    const numbered = visitIds.filter((id) => /^v\d+$/.test(id ?? ""));
    expect(numbered).toEqual(Array.from({ length: 21 }, (_, index) => `v${index}`));
  });

  it("has three dosing sessions, each with the timeline of the session", () => {
    const dosing = design.encounters.filter(({ session }) => session === "dosing").map(({ id }) => id);
    expect(visitIds.filter((id) => dosing.includes(id ?? ""))).toEqual(["v5", "v10", "v15"]);
    for (const id of ["v5", "v10", "v15"]) {
      expect(visits.find(({ encounterId }) => encounterId === id)?.timelineId).toBe("dosing-session");
    }
  });

  it("follows everybody for twelve months after the last dose, every month with the log of outside treatment", () => {
    for (let month = 1; month <= 12; month++) {
      const visit = visits.find(({ encounterId }) => encounterId === `m${month}`);
      expect(visit?.timing?.value).toBe(`P${month}M`);
      expect(visit?.timing?.relativeTo).toEqual({ event: "last-dose" });
      expect(visit?.activityIds).toContain("monthly-following");
    }
    const followUp = design.activities.find(({ id }) => id === "monthly-following");
    expect(followUp?.formIds).toContain("outside-treatment-log");
  });

  it("takes laboratory tests before the first dose and after each dose", () => {
    const visitsWith = (activity: string) =>
      visits
        .filter(({ activityIds }) => activityIds.includes(activity))
        .map(({ encounterId }) => encounterId);
    expect(visitsWith("blood-sampling")).toEqual(["screening", "v4", "v20"]);
    expect(visitsWith("post-dose-blood-sampling")).toEqual(["v6", "v8", "v11", "v13", "v16", "v18"]);
  });

  it("asks for expectations before randomization and at the end of treatment", () => {
    const asked = visits.filter(({ activityIds }) => activityIds.includes("expectancy-asking"));
    expect(asked.map(({ encounterId }) => encounterId)).toEqual(["v4", "v20"]);
    const { activityIds } = asked[0] as (typeof asked)[number];
    expect(activityIds.indexOf("expectancy-asking")).toBeLessThan(activityIds.indexOf("randomizing"));
  });
});

describe("the ratings of the reference study", () => {
  const ratings = design.encounters.filter(({ session }) => session === "rater-assessment");

  it("all hold the same package, so that its content does not tell the visit", () => {
    const instances = design.scheduleTimelines
      .flatMap(({ instances }) => instances)
      .filter((one) => one.type === "activity")
      .filter(({ encounterId }) => ratings.some(({ id }) => id === encounterId));
    expect(instances).toHaveLength(ratings.length);
    for (const { activityIds } of instances) expect(activityIds[0]).toBe("independent-rating");
    const rated = design.forms.filter(({ completedBy }) => completedBy === "independent-rater");
    const rating = design.activities.find(({ id }) => id === "independent-rating");
    expect(new Set(rating?.formIds)).toEqual(new Set(rated.map(({ id }) => id)));
  });

  it("show the rater nothing but that package and the index trauma", () => {
    const open = design.forms.filter(({ hiddenFrom }) => !hiddenFrom.includes("independent-rater"));
    expect(open.map(({ id }) => id).sort()).toEqual(["blinding-guess-rater", "caps5", "index-trauma", "sds"]);
    const rule = design.blinding?.rules.find(({ role }) => role === "independent-rater");
    expect(rule?.blindedTo).toEqual(
      expect.arrayContaining([
        "arm",
        "session-content",
        "visit-number",
        "earlier-scores",
        "site",
        "adverse-events",
      ]),
    );
  });

  it("find a day between their week and the last dosing session, whenever the windows let that session take place", () => {
    const firstDose = ["confirmation", "first-dose"]
      .map((id) => numberOf(`${id}-target`))
      .reduce((a, b) => a + b);
    const slack = numberOf("confirmation-tolerance");
    const earliest = firstDose - slack - numberOf("first-dose-earlier");
    const latest = firstDose + slack + numberOf("first-dose-later");
    const interval = numberOf("dosing-interval-target");
    const tolerance = numberOf("dosing-interval-tolerance");
    const cases = [
      { week: 4, doses: 1, bound: "rating-after-dose" },
      { week: 8, doses: 2, bound: "rating-after-dose" },
      { week: 12, doses: 3, bound: "rating-after-dose" },
      { week: 18, doses: 3, bound: "primary-after-last-dose" },
    ];
    for (const { week, doses, bound } of cases) {
      const first = earliest + (doses - 1) * (interval - tolerance);
      const last = latest + (doses - 1) * (interval + tolerance);
      for (let dose = first; dose <= last; dose++) {
        const from = numberOf(`week-${week}`) - numberOf(`week-${week}-earlier`);
        const to = numberOf(`week-${week}`) + numberOf(`week-${week}-later`);
        const begin = Math.max(from, dose + numberOf(`${bound}-minimum`));
        expect(begin).toBeLessThanOrEqual(Math.min(to, dose + numberOf(`${bound}-maximum`)));
      }
    }
  });
});

describe("the signatures of the reference study", () => {
  it("ask no participant for an electronic one: what they sign by hand is recorded on the form", () => {
    expect(
      design.forms.filter(({ signedBy }) => signedBy.some(({ role }) => role === "participant")),
    ).toEqual([]);
    for (const id of ["lifestyle-agreement", "touch-agreement"]) {
      const form = design.forms.find((one) => one.id === id);
      const signature = form?.itemGroups.find((group) => group.id === "participant-signature");
      expect(signature?.items.map((item) => item.id)).toEqual(["signed-on", "signed-how", "witnessed-by"]);
    }
  });
});

describe("the estimands of the reference study", () => {
  const estimand = (id: string) => design.estimands.find((one) => one.id === id);

  it("take the treatment policy as primary, for every intercurrent event but death", () => {
    const { intercurrentEvents, timePoint } = estimand("estimand-primary") ?? {};
    const others = intercurrentEvents?.filter(({ id }) => id !== "primary-death") ?? [];
    expect(others.length).toBeGreaterThan(4);
    expect(new Set(others.map(({ strategy }) => strategy))).toEqual(new Set(["treatment-policy"]));
    expect(timePoint).toEqual({ name: "week 18", encounterId: "v19" });
  });

  it("name week 12 under the blind as a time point of its own", () => {
    expect(estimand("estimand-week-12")?.timePoint).toEqual({ name: "week 12", encounterId: "w12" });
    expect(numberOf("week-12")).toBe(12 * 7);
  });

  it("keep hypothetical and composite strategies as sensitivity, and name an endpoint and a visit each", () => {
    const strategies = (id: string) => estimand(id)?.intercurrentEvents.map(({ strategy }) => strategy);
    expect(strategies("estimand-hypothetical")).toContain("hypothetical");
    expect(strategies("estimand-composite")).toContain("composite-variable");
    const endpoints = design.objectives.flatMap((one) => one.endpoints.map(({ id }) => id));
    for (const { endpointId, timePoint } of design.estimands) {
      expect(endpoints).toContain(endpointId);
      expect(visitIds).toContain(timePoint?.encounterId);
    }
  });

  it("rest on a sample size that follows from the stated assumptions", () => {
    // Quantiles of the normal distribution for a two-sided 5 % and a power of 90 %.
    expect([numberOf("type-1-error"), numberOf("power")]).toEqual([0.05, 0.9]);
    const effect = numberOf("assumed-difference") / numberOf("assumed-standard-deviation");
    const perArm = Math.ceil((2 * (1.959964 + 1.281552) ** 2) / effect ** 2);
    expect(design.population?.plannedCompletion).toBe(2 * perArm);
    const enrolled = Math.ceil(perArm / (1 - numberOf("missing-at-week-18")));
    expect(design.population?.plannedEnrollment).toBe(2 * enrolled);
  });
});

describe("the numbers of the reference study", () => {
  it("are parameters with a source, and each is used or named by the design", () => {
    const rest = JSON.stringify({ ...design, parameters: [] });
    for (const { id, source } of design.parameters) {
      expect(source.length).toBeGreaterThan(10);
      expect(rest).toMatch(new RegExp(`(?<![\\w-])${id}(?![\\w-])`));
    }
    expect(parameters.size).toBe(design.parameters.length);
  });

  it("that are only proposed or from background knowledge await the medical monitor", () => {
    for (const { id, source, confirmation } of design.parameters) {
      const isOpen = /proposed|background knowledge/i.test(source);
      if (isOpen) expect([id, confirmation]).toEqual([id, "to be confirmed by the medical monitor"]);
    }
  });

  it("are read in texts: no text says the id of a parameter", () => {
    const shown = textsOf(withFilledTexts(design));
    expect(shown.length).toBeGreaterThan(1_000);
    const words = (text: string) => text.match(/[A-Za-z0-9]+(?:[-_.][A-Za-z0-9]+)+/g) ?? [];
    const raw = shown.filter(({ text }) => words(text).some((word) => parameters.has(word)));
    expect(raw).toEqual([]);
    expect(shown.filter(({ text }) => /\bparameters? [a-z0-9]+-|[{}]/.test(text))).toEqual([]);
  });

  it("exist wherever a rule refers to a parameter", () => {
    const referred = leaves(design)
      .filter(({ key }) => key === "parameter")
      .map(({ value }) => value);
    const expressions = stringsAt("expression", "assert", "visibleWhen", "computedBy", "when");
    const named = expressions.flatMap(({ value }) => String(value).match(/(?<=\$)[\w-]+/g) ?? []);
    expect([...new Set([...referred, ...named])].filter((id) => !parameters.has(String(id)))).toEqual([]);
  });

  it("stand in no timing, save zero and the months of the follow-up", () => {
    const timings = design.scheduleTimelines.flatMap(({ instances }) =>
      instances.map(({ timing }) => timing),
    );
    const written = leaves(timings).filter(({ value }) => /^-?P/.test(String(value)));
    const bare = written.filter(({ value }) => !/^P(0D|T0M|([1-9]|1[0-2])M)$/.test(String(value)));
    expect(bare).toEqual([]);
    expect(leaves(timings).filter(({ value }) => typeof value === "number")).toEqual([]);
  });

  it("stand in no range of a measurement, save zero, one and the end of a percentage", () => {
    const items = design.forms.flatMap(({ itemGroups }) => itemGroups.flatMap((group) => group.items));
    const measured = items.filter(({ unit }) => unit !== undefined);
    expect(measured.length).toBeGreaterThan(50);
    const bare = measured.flatMap(({ id, range, unit }) => {
      const inTheNatureOfIt: readonly unknown[] = unit === "%" ? [0, 1, 100] : [0, 1];
      return leaves(range ?? {})
        .filter(({ value }) => typeof value === "number" && !inTheNatureOfIt.includes(value))
        .map(() => id);
    });
    expect(bare).toEqual([]);
  });

  it("stand in no criterion, check, condition or dose, save zero and one", () => {
    const rules = stringsAt("expression", "assert", "visibleWhen", "when");
    expect(rules.length).toBeGreaterThan(100);
    expect(
      rules.filter(({ value }) => numbersIn(String(value)).some((number) => number !== 0 && number !== 1)),
    ).toEqual([]);
    const sizes = [
      design.doseRegimens,
      design.kits,
      design.randomization?.caps,
      design.randomization?.randomElement,
    ];
    expect(leaves(sizes).filter(({ value }) => typeof value === "number")).toEqual([]);
  });

  it("stand in computed items only to convert units", () => {
    const conversions = [0, 1, 24, 60, 100];
    const used = stringsAt("computedBy").flatMap(({ value }) => numbersIn(String(value)));
    expect(used.filter((number) => !conversions.includes(number))).toEqual([]);
  });
});

describe("the randomization of the reference study", () => {
  it("balances prior psychedelic use beside the site, with chance, and caps prior users", () => {
    const { method, factors, randomElement, caps } = design.randomization ?? {};
    expect(method).toBe("minimization");
    expect(factors?.map(({ reference }) => reference)).toEqual(["prior-psychedelic-use.prior-use-stratum"]);
    expect(randomElement).toEqual({ parameter: "minimization-follow-probability" });
    expect(caps).toEqual([
      { factorId: "prior-use", value: "prior-use", share: { parameter: "prior-use-cap" } },
    ]);
  });

  it("gives each arm a regimen at each dosing session, whose supplemental dose keeps the maximum", () => {
    const dosing = design.encounters.filter(({ session }) => session === "dosing").map(({ id }) => id);
    const milligrams = (size: number | { readonly parameter: string } | undefined) =>
      typeof size === "object" ? numberOf(size.parameter) : (size ?? 0);
    for (const encounterId of dosing) {
      for (const { id: armId } of design.arms) {
        const regimen = design.doseRegimens.find(
          (one) => one.armId === armId && one.encounterId === encounterId,
        );
        const most = Math.max(...(regimen?.initialDose ?? []).map(milligrams));
        const session = most * (1 + milligrams(regimen?.supplementalFraction));
        expect(session).toBe(milligrams(regimen?.maximumPerSession));
      }
    }
  });
});

describe("the answer to the complete response letter", () => {
  const readme = readFileSync(join(folder, "README.md"), "utf8");
  const rows = readme.split("\n").filter((line) => /^\| CRL-\d/.test(line));
  const items = design.forms.flatMap((form) =>
    form.itemGroups.flatMap((group) => group.items.map(({ id }) => `${form.id}.${id}`)),
  );
  const ids = new Set([
    ...items,
    ...leaves(design)
      .filter(({ key }) => key === "id")
      .map(({ value }) => value),
  ]);

  it("has a row for each of its points CRL-1 to CRL-8", () => {
    const points = rows.map((row) => row.match(/CRL-\d/)?.[0]);
    expect(points).toEqual(Array.from({ length: 8 }, (_, index) => `CRL-${index + 1}`));
  });

  it("names at least two parts of the design in each row, and only parts that exist", () => {
    for (const row of rows) {
      const parts = [...row.matchAll(/`([^`]+)`/g)].map(([, part]) => part);
      expect(parts.length).toBeGreaterThan(1);
      expect(parts.filter((part) => !ids.has(part))).toEqual([]);
    }
  });
});
