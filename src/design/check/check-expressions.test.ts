import { describe, expect, test } from "vitest";
import { type Edits, faultLines, faultsAfter } from "../testing/edited-study.ts";

const adult = "eligibilityCriteria.adult.expression";
const severe = "eligibilityCriteria.severe.expression";
const maoi = "eligibilityCriteria.maoi.expression";
const pregnant = "forms.demographics.itemGroups.person.items.pregnant.visibleWhen";

describe("an expression is a fault that", () => {
  test.each<[string, Edits, string]>([
    ["cannot be read", { [adult]: "age >=" }, "error unreadable-expression eligibilityCriteria.0.expression"],
    [
      "names no form where it stands on none",
      { [adult]: "age >= 18" },
      "error wrong-expression eligibilityCriteria.0.expression",
    ],
    [
      "compares with a code outside the list",
      { [pregnant]: "sex = 'f'" },
      "error wrong-expression forms.0.itemGroups.0.items.2.visibleWhen",
    ],
    [
      "gives a number where a condition is needed",
      { [pregnant]: "age" },
      "error wrong-expression forms.0.itemGroups.0.items.2.visibleWhen",
    ],
    [
      "names an item in rows without the rows",
      { "forms.vitals.checks.0.assert": "systolic > 1" },
      "error wrong-expression forms.1.checks.0.assert",
    ],
    [
      "names one entry of a log",
      { [maoi]: "medication.class = 'maoi'" },
      "error wrong-expression eligibilityCriteria.4.expression",
    ],
    [
      "names the form again inside its rows",
      { [maoi]: "any(medication, medication.class = 'maoi')" },
      "error wrong-expression eligibilityCriteria.4.expression",
    ],
    [
      "names an encounter that does not exist",
      { [severe]: "caps-5.total@base > 1" },
      "error wrong-expression eligibilityCriteria.1.expression",
    ],
    [
      "compares years with days",
      { [adult]: "demographics.age >= $washout" },
      "error units-differ eligibilityCriteria.0.expression",
    ],
    [
      "compares days with years",
      { [adult]: "days-between(date-of('consent'), today()) < $minimum-age" },
      "error units-differ eligibilityCriteria.0.expression",
    ],
    [
      "counts days as weeks",
      { [maoi]: "any(medication, stopped > today() - $washout weeks)" },
      "error units-differ eligibilityCriteria.4.expression",
    ],
    [
      "gives an item a duration",
      { "forms.vitals.itemGroups.body.items.bmi.computedBy": "5 days" },
      "error wrong-expression forms.1.itemGroups.0.items.2.computedBy",
    ],
  ])("%s", (_, edits, expected) => {
    expect(faultLines(edits)).toContain(expected);
  });
});

test("a decision's condition is checked like any other", () => {
  const decision = {
    id: "d",
    type: "decision",
    conditions: [{ condition: "heavy", when: "vitals.weigth > 100", next: "exit" }],
  };
  expect(faultLines({ "scheduleTimelines.main.instances.+": decision })).toEqual([
    "error wrong-expression scheduleTimelines.0.instances.6.conditions.0.when",
  ]);
});

test("a form that is not planned at a visit is not looked for there", () => {
  expect(faultLines({ [severe]: "caps-5.total@dosing-1 >= $minimum-severity" })).toEqual([
    "warning not-planned-there eligibilityCriteria.1.expression",
  ]);
  expect(
    faultLines({
      [severe]: "session-vitals.pulse@dosing-1 < 100 and caps-5.total@endpoint > $minimum-severity",
    }),
  ).toEqual([]);
});

describe("messages help", () => {
  test.each<[string, string]>([
    ["age >= 18", "age stands on no form here: write demographics.age."],
    ["demographic.age >= 18", "there is no form demographic; did you mean demographics?"],
    [
      "vitals.systolic > 1",
      "systolic has a value in each row of readings: write any(vitals.readings, … systolic …), count or max-of.",
    ],
    [
      "medication.class = 'maoi'",
      "form medication is a log: write any(medication, … class …), count or max-of.",
    ],
    ["any(vitals.body, weight > 1)", "group body does not repeat; name its items directly."],
    ["$minimum-ages > 1", "there is no parameter minimum-ages; did you mean minimum-age?"],
    ["caps-5.total@baselin > 1", "there is no encounter baselin; did you mean baseline?"],
  ])("%s", (expression, message) => {
    const messages = faultsAfter({ [adult]: expression }).map((fault) => fault.message);
    expect(messages).toContain(message);
  });
});

describe("computed items", () => {
  test("that depend on each other are a circle", () => {
    const faults = faultsAfter({ "forms.vitals.itemGroups.body.items.bmi.computedBy": "if(obese, 31, 20)" });
    expect(faults.filter(({ code }) => code === "circular-computation")).toMatchObject([
      { path: "forms.1", message: "In form vitals, bmi → obese → bmi depend on each other in a circle." },
    ]);
  });

  test("whose type depends on their own type have none", () => {
    const items = "forms.vitals.itemGroups.body.items";
    const faults = faultsAfter({
      [`${items}.bmi.computedBy`]: "obese",
      [`${items}.obese.computedBy`]: "bmi",
    });
    const messages = faults.filter(({ code }) => code === "wrong-expression").map(({ message }) => message);
    expect(messages).toContain("bmi is computed by an expression with a fault.");
  });

  test("and an item shown by its own value is one", () => {
    expect(faultLines({ "forms.vitals.itemGroups.body.items.weight.visibleWhen": "weight > 0" })).toContain(
      "error circular-computation forms.1",
    );
  });

  test("but an item of the same name on another form makes none", () => {
    const named = {
      id: "class",
      label: "Class",
      type: "computed",
      computedBy: "any(medication, class = 'maoi')",
    };
    expect(faultLines({ "forms.therapy.itemGroups.session.items.+": named })).toEqual([]);
  });

  test("give only codes of their list", () => {
    const computed = { id: "sex-again", label: "Sex", type: "computed", codeListId: "sex" };
    const withRule = (computedBy: string): readonly string[] =>
      faultLines({ "forms.demographics.itemGroups.person.items.+": { ...computed, computedBy } });
    expect(withRule("if(age > 50, 'male', 'female')")).toEqual([]);
    expect(withRule("if(age > 50, 'male', 'other')")).toEqual([
      "error computed-code forms.0.itemGroups.0.items.5.computedBy",
    ]);
  });

  test("may be compared by what they give", () => {
    expect(faultLines({ "forms.vitals.itemGroups.body.items.remark.visibleWhen": "obese = 'yes'" })).toEqual([
      "error wrong-expression forms.1.itemGroups.0.items.4.visibleWhen",
    ]);
  });
});
