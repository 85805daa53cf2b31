import { failed, ok, type Refusal, type Result, refusal, type StudyId } from "#kernel";
import type { Source } from "#ledger";
import { roleFor, scrambledArms, type Viewer, visibilityOf, visitIdOf } from "#trial";
import type { CommandPorts } from "../command/ports.ts";
import { type Agent, appendToStudy } from "../ledger/append-to-study.ts";
import type { Scope } from "../ports/event-store.ts";
import type { Lists } from "../ports/lists.ts";
import type { Asking } from "../query/asking.ts";
import { type Cell, renderCsv } from "./report-table.ts";
import { type ParticipantData, type StudyData, studyData } from "./study-data.ts";

/** What an extract needs of the world: nothing behind the seal is among it but what every event that is appended passes through. */
export type ExtractPorts = CommandPorts & { readonly lists: Lists };

/** Without arms, or with arms that were drawn by lot for this extract alone. */
export type ExtractArms = "pooled" | "scrambled";

/** For whose eyes: what that role is blinded to is left out. */
const viewer: Viewer = { user: "", roles: ["statistician"] };

/** An extract for somebody who analyzes blinded; for everybody else there is none. */
export async function askForExtract(
  ports: ExtractPorts,
  { study, principal }: Asking,
  arms: ExtractArms,
  source: Source,
): Promise<Result<string, Refusal>> {
  const standing = roleFor("export-blinded-data", principal.standings, null);
  const { user, name } = principal;
  if (standing) return takeExtract(ports, study, arms, { user, name, role: standing.role, source });
  const message = "There is no such extract for you in this study.";
  return failed(refusal("not-found", message, "21 CFR 11.10(d)", { because: "not-found" }));
}

/**
 * The data of everybody who was randomized, as the blinded statistician may see them, as CSV: a line for each value. Free text stays where
 * it is. Arms are none, or labels drawn anew from a fresh token that is kept nowhere.
 */
export async function takeExtract(
  ports: ExtractPorts,
  study: StudyId,
  arms: ExtractArms,
  agent: Agent,
): Promise<Result<string, Refusal>> {
  const scope: Scope = { study, sites: "all" };
  const data = await studyData(ports, scope);
  if (!data) {
    const message = "Cannot take an extract: the study has no published protocol.";
    return failed(refusal("no-protocol", message, "ICH E9 5.7", { because: "conflict" }));
  }
  const { rows, participants } = extractRows(data, arms, ports.randomness.token());
  const extractId = ports.randomness.randomId();
  const told = { extractId, arms, participants, rows: rows.length };
  await appendToStudy(ports, study, { type: "DataExtracted", data: told }, agent);
  const columns = ["participant", "visit", "form", "filling", "item", "value"];
  const shown = arms === "scrambled" ? [...columns, "scrambled-arm"] : columns;
  return ok(renderCsv([shown, ...rows], []));
}

/** The lines of an extract. Who gets which label follows from the token, the ratio and the numbers alone. */
export function extractRows(
  { design, participants: all }: Pick<StudyData, "design" | "participants">,
  arms: ExtractArms,
  token: string,
): { readonly rows: readonly (readonly Cell[])[]; readonly participants: number } {
  const participants = all.filter(({ state }) => state.enrollment.randomized);
  const ratio = (design.design.randomization?.ratio ?? []).map(({ weight }) => weight);
  const labels =
    arms === "scrambled"
      ? scrambledArms(
          participants.map(({ id }) => id),
          ratio.length > 0 ? ratio : [...design.arms].map(() => 1),
          token,
        )
      : undefined;
  const rows = participants.flatMap((participant) =>
    valuesOf(participant).map((cells) => (labels ? [...cells, labels.get(participant.id) ?? ""] : cells)),
  );
  return { rows, participants: participants.length };
}

function valuesOf({ id, number, state, design }: ParticipantData): readonly (readonly Cell[])[] {
  return Object.values(state.forms)
    .filter(({ status }) => status === "submitted")
    .sort((a, b) => a.formKey.localeCompare(b.formKey))
    .flatMap(({ formKey, formId, items, derived }) => {
      const { form, isItemHidden } = visibilityOf(design, viewer, formId);
      // A guess is often right: it stays out, whatever the design opens to the role.
      if (form !== "content" || design.forms.get(formId)?.form.armGuess) return [];
      const encounter = state.visits.visits[visitIdOf(formKey)]?.encounterId ?? "";
      const filling = Number(formKey.split("/").at(-1) ?? 1);
      const values = [
        ...Object.entries(items).map(([path, { value }]) => [path, cellOf(value)] as const),
        ...Object.entries(derived).map(([path, value]) => [path, cellOf(value)] as const),
      ];
      return values
        .filter(([path, cell]) => cell !== undefined && !isItemHidden(path.split(".").at(-1) ?? path))
        .map(([path, cell]) => [number ?? id, encounter, formId, filling, path, cell ?? null]);
    });
}

/** Undefined: free text, or why there is no value, which is free of neither. */
function cellOf(value: unknown): Cell | undefined {
  if (typeof value === "number" || typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return value.join(" ");
  return undefined;
}
