import { describe, expect, test } from "vitest";
import type { CalendarDate } from "#kernel";
import { compileDesign } from "../compile/compile-design.ts";
import type { CompiledDesign } from "../compile/compiled-design.ts";
import { recordScope } from "../record/record-scope.ts";
import { editedStudy } from "../testing/edited-study.ts";
import { compiledExample, exampleInstruments } from "../testing/example-study.ts";
import { evaluateForm } from "./evaluate-form.ts";
import { designOfPart, partOfForm } from "./form-part.ts";
import type { FormValues } from "./item-value.ts";

const design = compiledExample();

function partial(formId: string): CompiledDesign {
  const read = designOfPart(partOfForm(design, formId));
  const compiled = read.ok ? compileDesign(read.value, exampleInstruments) : read;
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error.issues));
  return compiled.value;
}

function judged(from: CompiledDesign, formId: string, values: FormValues): unknown {
  const form = from.forms.get(formId);
  if (!form) throw new Error(`no form ${formId}`);
  const today = "2026-11-20" as CalendarDate;
  return evaluateForm(
    from,
    form,
    values,
    recordScope(from, { today, forms: [], events: {}, visits: [], reviewedForms: [] }),
  );
}

describe("the part of a design for somebody who fills one form", () => {
  test("judges the form as the whole design does", () => {
    const reading = { systolic: 190, diastolic: 80, at: "10:15" };
    const filled = {
      items: { weight: 47, height: 1.75 },
      rows: { readings: [reading, {}, { systolic: 70 }] },
    };
    expect(judged(partial("vitals"), "vitals", filled)).toEqual(judged(design, "vitals", filled));
    const answers = { items: { item1: 3, item2: 4 }, rows: {} };
    expect(judged(partial("caps-5"), "caps-5", answers)).toEqual(judged(design, "caps-5", answers));
  });

  test("has only the code lists and parameters that the form names", () => {
    expect(partOfForm(design, "demographics")?.codeLists.map(({ id }) => id)).toEqual(["sex"]);
    expect(partOfForm(design, "caps-5")).toMatchObject({ codeLists: [], parameters: [] });
  });

  test("has the numbers of its texts in them, and no parameter for a text's sake", () => {
    const help = "forms.vitals.itemGroups.body.items.weight.help";
    const made = compileDesign(editedStudy({ [help]: "{{washout}: {washout}" }), exampleInstruments);
    if (!made.ok) throw new Error(JSON.stringify(made.error.issues));
    const part = partOfForm(made.value, "vitals");
    expect(part?.parameters).toEqual(partOfForm(design, "vitals")?.parameters);
    const read = designOfPart({ ...part, parameters: made.value.design.parameters });
    const again = read.ok ? compileDesign(read.value, exampleInstruments) : read;
    if (!again.ok) throw new Error(JSON.stringify(again.error.issues));
    const shown = again.value.design.forms[0]?.itemGroups[0]?.items.find(({ id }) => id === "weight")?.help;
    expect(shown).toBe("{washout}: 35 days");
  });

  test("does not say what the form is for, where it is from, or from whom it is hidden", () => {
    const [form] = partOfForm(design, "vitals")?.forms ?? [];
    expect(form).toMatchObject({ id: "vitals", hiddenFrom: [] });
    const text = JSON.stringify(form);
    for (const telling of ["purpose", "source", "independent-rater"]) expect(text).not.toContain(telling);
  });

  test("is none for a form that the design does not have", () => {
    expect(partOfForm(design, "nothing")).toBeUndefined();
  });
});
