/** The place of a form that belongs to no visit. */
export const logPlace = "log";

/** What a query is about when it is about no item. */
export const wholeForm = "form";

/** The key of one filling of a form: where, which form, the how-manieth. */
export function formKeyOf(visitId: string | null, formId: string, repeat = 1): string {
  return `${visitId ?? logPlace}/${formId}/${repeat}`;
}

/** The visit that a form key names; `log` where it belongs to none. */
export function visitIdOf(formKey: string): string {
  return formKey.split("/")[0] ?? "";
}

export function formIdOf(formKey: string): string {
  return formKey.split("/")[1] ?? "";
}

/** The item of a path: its last part, whether it stands in a row or not. */
export function itemIdOf(path: string): string {
  return path.split(".").at(-1) ?? path;
}

export function repeatOf(formKey: string): number {
  return Number(formKey.split("/")[2] ?? 1);
}
