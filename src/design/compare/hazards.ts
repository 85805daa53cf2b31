import type { CodeList } from "../model/code-list.ts";
import type { DesignPart } from "./design-parts.ts";
import type { FieldChange } from "./differences.ts";

/** What of both versions the hazards of a change depend on. */
export type BothVersions = CodeLists & {
  /** The parameters from which the plan of randomization takes a number, in either version. */
  readonly planParameters: ReadonlySet<string>;
};

/** The codes of each list, before and after. */
type CodeLists = {
  readonly before: ReadonlyMap<string, CodeList>;
  readonly after: ReadonlyMap<string, CodeList>;
};

/** Why something removed leaves data or participants behind; undefined where it does not. */
export function removalHazard({ kind }: DesignPart): string | undefined {
  switch (kind) {
    case "item":
      return "values already entered have no place in the new version";
    case "group":
      return "rows already entered have no place in the new version";
    case "form":
      return "forms already submitted have no place in the new version";
    case "instance":
    case "encounter":
      return "visits already made have no plan in the new version";
    case "arm":
      return "participants may be in this arm";
    case "randomization":
      return "nobody can be randomized under the new version; who was keeps their number";
    default:
      return undefined;
  }
}

/** Why something added makes what is already there incomplete. */
export function additionHazard({ kind, content }: DesignPart): string | undefined {
  const mustBeAnswered = content["required"] !== false && content["type"] !== "computed";
  if (kind === "item" && mustBeAnswered) return "forms already submitted lack this answer";
  return kind === "arm" ? "participants randomized before could not be given this arm" : undefined;
}

/** Why a changed part may no longer fit the data already entered; one reason for each field. */
export function changeHazards(
  part: DesignPart,
  changes: readonly FieldChange[],
  both: BothVersions,
): readonly string[] {
  switch (part.kind) {
    case "item":
      return changes.flatMap((change) => itemHazards(change, both));
    case "code list":
      return changes.flatMap(removedCode);
    case "form":
      return changes.flatMap(formHazards);
    case "group":
      return changes.flatMap(({ field, before }) => rowHazards(field, before));
    case "randomization":
      return planHazards(changes);
    case "parameter":
      return both.planParameters.has(part.id) && changes.some(({ field }) => field === "value")
        ? [planMustBeOpened]
        : [];
    case "instance":
      return changes.flatMap(({ field }) =>
        field === "encounterId" ? ["visits already made were made as another encounter"] : [],
      );
    default:
      return [];
  }
}

const planMustBeOpened =
  "the plan of randomization changes: whoever follows this version waits until the unblinded statistician opens it; those randomized before keep their place";

/** What drawing depends on begins anew; caps count those who are in already. */
function planHazards(changes: readonly FieldChange[]): readonly string[] {
  const touches = (pattern: RegExp): boolean => changes.some(({ field }) => pattern.test(field));
  return [
    ...(touches(/^(method|ratio|blockSizes|randomElement|imbalance|site\.(balance|weight)|site$)/) ||
    touches(/^factors(\.[^.]+)?(\.weight)?$/)
      ? [planMustBeOpened]
      : []),
    ...(touches(/^factors\.[^.]+\.reference$/)
      ? ["those randomized before were balanced on another item"]
      : []),
    ...(touches(/^caps/) ? ["caps count those who are randomized already, and may be reached at once"] : []),
  ];
}

/** Every value of the first type is one of the second. */
const widenings: readonly string[] = ["integer decimal", "date partial-date"];

function itemHazards({ field, before, after }: FieldChange, codeLists: CodeLists): readonly string[] {
  switch (field) {
    case "type":
      return widenings.includes(`${before} ${after}`)
        ? []
        : [`values of type ${before} are none of type ${after}`];
    case "unit":
      return [`values already entered are in ${before ?? "no unit"}`];
    case "codeListId":
      return lostCodes(codeLists.before.get(String(before)), codeLists.after.get(String(after)));
    case "inRows":
      return ["values already entered stand in rows, or do not, as the old version has it"];
    case "computedBy":
      return ["values already stored were computed by the old rule"];
    case "required":
      return after === true ? ["forms already submitted may lack this answer"] : [];
    case "nullFlavors":
      return lostReasons(before, after);
    case "decimals":
    case "maximumLength":
      return isTighter("maximum", before, after) ? [`values already entered may exceed ${field}`] : [];
    case "range.minimum":
    case "range.maximum":
      return isTighter(field.slice(6), before, after) ? ["values already entered may be out of range"] : [];
    case "range":
      return before === undefined ? ["values already entered may be out of range"] : [];
    default:
      return [];
  }
}

/** Whether a limit lets through less than before; a parameter in its place may. */
function isTighter(end: string, before: unknown, after: unknown): boolean {
  if (after === undefined) return false;
  if (typeof before !== "number" || typeof after !== "number") return true;
  return end === "minimum" ? after > before : after < before;
}

function lostReasons(before: unknown, after: unknown): readonly string[] {
  const kept = new Set(Array.isArray(after) ? after : []);
  const lost = (Array.isArray(before) ? before : []).filter((reason) => !kept.has(reason));
  return lost.length === 0 ? [] : [`${lost.join(", ")} is no longer a reason to leave it out`];
}

function lostCodes(before: CodeList | undefined, after: CodeList | undefined): readonly string[] {
  const kept = new Set(after?.codes.map(({ code }) => code));
  const lost = (before?.codes ?? []).map(({ code }) => code).filter((code) => !kept.has(code));
  return lost.length === 0 ? [] : [`answers ${lost.join(", ")} are no longer in the list`];
}

function removedCode({ field, after }: FieldChange): readonly string[] {
  const code = /^codes\.([^.]+)$/.exec(field)?.[1];
  return code !== undefined && after === undefined ? [`answers ${code} are no longer in the list`] : [];
}

function formHazards({ field, before, after }: FieldChange): readonly string[] {
  switch (field) {
    case "instrument":
      return [`answers already given are to ${before ?? "no instrument"}, not to ${after ?? "none"}`];
    case "log":
      return ["forms already submitted belong to visits, or to none, as the old version has it"];
    case "repeating":
      return before === true ? ["several may have been submitted at one visit"] : [];
    default:
      return [];
  }
}

function rowHazards(field: string, before: unknown): readonly string[] {
  if (field === "repeating.maximum" || field === "repeating.minimum") {
    return ["forms already submitted may have another number of rows"];
  }
  return field === "repeating" && before !== undefined
    ? ["rows already entered have no place in the new version"]
    : [];
}
