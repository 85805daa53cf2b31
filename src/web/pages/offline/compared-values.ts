import type { Answer } from "../../api/call.ts";
import type { QueuedCommand } from "../../offline/queued-command.ts";

/** One value of a queued command beside what the server has at the same place; undefined: it has none that can be compared. */
export type ComparedValue = {
  readonly name: string;
  readonly yours: string;
  readonly theirs?: string | undefined;
  readonly changedBy?: string | undefined;
};

type FormView = Answer<"GET /api/studies/:studyId/participants/:participantId/form">;
type Entry = { readonly path: string; readonly value: unknown };

/** Which form a command writes on; undefined: on none. */
export function formKeyOf({ data }: Pick<QueuedCommand, "data">): string | undefined {
  const { formKey } = (data ?? {}) as { readonly formKey?: unknown };
  return typeof formKey === "string" ? formKey : undefined;
}

/** Each value of the command, beside the form's where it writes on one. */
export function comparedValues(
  { data }: Pick<QueuedCommand, "data">,
  form: FormView | undefined,
): readonly ComparedValue[] {
  const { entries } = (data ?? {}) as { readonly entries?: readonly Entry[] };
  if (!form || !entries) return valuesIn(data, "");
  return entries.map(({ path, value }) => {
    const item = form.items.find((one) => one.path === path);
    return {
      name: path,
      yours: textOf(value),
      theirs: item ? textOf(item.value) : "",
      ...(item ? { changedBy: item.changedBy } : {}),
    };
  });
}

function valuesIn(value: unknown, name: string): readonly ComparedValue[] {
  const isWhole = value === null || typeof value !== "object" || "freeText" in value;
  if (isWhole) return [{ name, yours: textOf(value) }];
  return Object.entries(value).flatMap(([key, member]) =>
    valuesIn(member, name === "" ? key : `${name}.${key}`),
  );
}

function textOf(value: unknown): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "object" && "freeText" in value) return String(value.freeText);
  return typeof value === "object" ? JSON.stringify(value) : String(value);
}
