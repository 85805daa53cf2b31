import type { CompiledForm } from "../compile/compiled-design.ts";
import type { ItemType } from "../model/form.ts";
import type { Role } from "../model/primitives.ts";
import type { AdverseEventPlan, MedicationPlan, ResultPlan, Safety } from "../model/safety.ts";
import { type Checking, unresolved } from "./checking.ts";
import { type DesignFault, error, warning, when } from "./design-fault.ts";

const at = "safety";

/** Records of safety that name what is not there, or items that cannot hold what they are named for. */
export function checkSafety(checking: Checking): readonly DesignFault[] {
  const { safety, forms } = checking.design;
  const stray = forms.flatMap(({ definitionId }, index) =>
    unresolved(
      "definition",
      `forms.${index}.definitionId`,
      definitionId,
      new Map((safety?.definitions ?? []).map((one) => [one.id, one])),
    ),
  );
  if (!safety) return stray;
  return [
    ...stray,
    ...checkDefinitions(safety, checking),
    ...checkAdverseEvents(safety.adverseEvents, checking),
    ...checkMedication(safety.medication, checking),
    ...checkResults(safety.laboratory, `${at}.laboratory`, checking),
    ...checkResults(safety.electrocardiogram, `${at}.electrocardiogram`, checking),
  ];
}

// They collect no data that a definition governs, or are kept from the records that it is about.
const untrained: readonly Role[] = [
  "participant",
  "independent-rater",
  "rater-coordinator",
  "unblinded-pharmacist",
  "unblinded-statistician",
  "unblinding-line",
  "inspector",
  "administrator",
];

function checkDefinitions({ definitions }: Safety, { design }: Checking): readonly DesignFault[] {
  return definitions.flatMap(({ id, text, trainedRoles }, index) => [
    ...trainedRoles.flatMap((role, at) =>
      when(untrained.includes(role), () =>
        error(
          "role-untrained",
          `safety.definitions.${index}.trainedRoles.${at}`,
          `${role} collects none of the data that ${id} governs, and cannot acknowledge it.`,
          "Leave the role out.",
        ),
      ),
    ),
    ...when(definitions.findIndex((one) => one.id === id) < index, () =>
      error("duplicate-id", `${at}.definitions.${index}`, `There are two definitions ${id}.`, "Join them."),
    ),
    ...when(!design.forms.some(({ definitionId }) => definitionId === id), () =>
      warning(
        "definition-not-shown",
        `${at}.definitions.${index}`,
        `No form shows definition ${id}: whoever fills one in does not read what they were trained in.`,
        "Name it as definitionId of the form that it governs.",
      ),
    ),
    ...design.forms.flatMap(({ purpose, label }, formAt) =>
      when(purpose === text, () =>
        warning(
          "definition-repeated",
          `forms.${formAt}.purpose`,
          `The purpose of ${label} repeats definition ${id}, and may come to differ from it.`,
          "Name the definition as definitionId instead.",
        ),
      ),
    ),
  ]);
}

type Wanted = readonly (readonly [
  name: string,
  id: string | undefined,
  types: readonly ItemType[],
  computed?: "boolean" | "number",
])[];

function checkAdverseEvents(plan: AdverseEventPlan | undefined, checking: Checking): readonly DesignFault[] {
  if (!plan) return [];
  const path = `${at}.adverseEvents`;
  const { items } = plan;
  const wanted: Wanted = [
    ["term", items.term, ["text"]],
    ["started", items.started, ["date", "partial-date"]],
    ["onsetTime", items.onsetTime, ["time"]],
    ["ongoing", items.ongoing, ["boolean"]],
    ["ended", items.ended, ["date", "partial-date"]],
    ["endTime", items.endTime, ["time"]],
    ["severity", items.severity, ["code"]],
    ["valence", items.valence, ["code"]],
    ["serious", items.serious, ["boolean"], "boolean"],
    ...items.seriousness.map((id, index) => [`seriousness.${index}`, id, ["boolean"]] as const),
    ["awareAt", items.awareAt, ["date-time"]],
    ["relatedToDrug", items.relatedToDrug, ["code"]],
    ["relatedToTherapy", items.relatedToTherapy, ["code"]],
    ["outcome", items.outcome, ["code"]],
    ["specialInterest", items.specialInterest, ["code"]],
    ["detectedBy", items.detectedBy, ["code"]],
    ["inSession", items.inSession, ["boolean"]],
  ];
  return [
    ...checkForm(checking, path, plan.formId, wanted),
    ...checkLog(checking, path, plan.formId),
    ...plan.abuseRelated.flatMap((code, index) =>
      checkCode(checking, `${path}.abuseRelated.${index}`, plan.formId, items.specialInterest, code),
    ),
  ];
}

function checkMedication(plan: MedicationPlan | undefined, checking: Checking): readonly DesignFault[] {
  if (!plan) return [];
  const path = `${at}.medication`;
  const { items } = plan;
  const wanted: Wanted = [
    ["name", items.name, ["text"]],
    ["drug", items.drug, ["code"]],
    ["prohibitedClass", items.prohibitedClass, ["code"]],
    ["started", items.started, ["date", "partial-date"]],
    ["ongoing", items.ongoing, ["boolean"]],
    ["lastDose", items.lastDose, ["date", "partial-date"]],
    ["washoutDays", items.washoutDays, ["integer", "decimal"], "number"],
  ];
  return [
    ...checkForm(checking, path, plan.formId, wanted),
    ...checkLog(checking, path, plan.formId),
    ...plan.prohibited.flatMap(({ code }, index) =>
      checkCode(checking, `${path}.prohibited.${index}.code`, plan.formId, items.prohibitedClass, code),
    ),
  ];
}

function checkResults(
  plan: ResultPlan | undefined,
  path: string,
  checking: Checking,
): readonly DesignFault[] {
  return (plan?.panels ?? []).flatMap(({ formId, obtainedAt }, index) => {
    const here = `${path}.panels.${index}`;
    const form = checking.compiled.forms.get(formId)?.form;
    return [
      ...checkForm(checking, here, formId, [["obtainedAt", obtainedAt, ["date", "date-time"]]]),
      ...when(form !== undefined && form.signedBy.length === 0, () =>
        error(
          "results-unsigned",
          `${here}.formId`,
          `Nobody signs ${formId}: its results could never count as reviewed.`,
          "Say under signedBy which investigator signs it.",
        ),
      ),
    ];
  });
}

function checkForm(
  { compiled }: Checking,
  path: string,
  formId: string,
  wanted: Wanted,
): readonly DesignFault[] {
  const form = compiled.forms.get(formId);
  if (!form) return unresolved("form", `${path}.formId`, formId, compiled.forms);
  return wanted.flatMap(([name, id, types, computed]) => {
    const place = name === "obtainedAt" ? `${path}.obtainedAt` : `${path}.items.${name}`;
    const item = id === undefined ? undefined : form.items.get(id);
    if (id === undefined || !item) return unresolved("item", place, id, form.items);
    const isFit =
      types.includes(item.type) ||
      (item.type === "computed" &&
        computed !== undefined &&
        compiled.vocabularies.kindOf(formId, id) === computed);
    return when(!isFit, () =>
      error(
        "safety-item-type",
        place,
        `${id} holds ${item.type}, where ${types.join(" or ")} is needed.`,
        "Name another item.",
      ),
    );
  });
}

/** What belongs to the participant is written in a log; an entry at a visit would be overlooked. */
function checkLog({ compiled }: Checking, path: string, formId: string): readonly DesignFault[] {
  const form: CompiledForm | undefined = compiled.forms.get(formId);
  return when(form !== undefined && !form.form.log, () =>
    error(
      "safety-form-no-log",
      `${path}.formId`,
      `${formId} belongs to a visit, where a log of the participant is needed.`,
      "Make it a log.",
    ),
  );
}

function checkCode(
  { compiled }: Checking,
  path: string,
  formId: string,
  itemId: string,
  code: string,
): readonly DesignFault[] {
  const codes = compiled.forms.get(formId)?.items.get(itemId)?.codes;
  return codes ? unresolved("code", path, code, codes) : [];
}
