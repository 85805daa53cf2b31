import { z } from "zod";
import type { CompiledDesign, Definition } from "#design";
import { type CalendarDate, sha256Hex } from "#kernel";
import { designVersionInEffect, type SiteState } from "../site/evolve.ts";
import type { StudyState } from "../study/evolve.ts";

/** A definition as it is shown, everywhere in the same way: its words, their SHA-256, and the version that they stand in. */
export const shownDefinition = z.object({
  id: z.string(),
  label: z.string(),
  text: z.string(),
  /** SHA-256 of the text, in UTF-8, as 64 hexadecimal digits. */
  sha256: z.string(),
  source: z.string(),
  designVersion: z.string(),
});
export type ShownDefinition = z.infer<typeof shownDefinition>;

function showDefinition(
  { id, label, text, source }: Definition,
  { design: { version } }: CompiledDesign,
): ShownDefinition {
  return { id, label, text, sha256: sha256Hex(text), source, designVersion: version };
}

export type WhereInEffect = {
  readonly study: Pick<StudyState, "designs">;
  /** The site whose approvals count; one that is not open: none. */
  readonly site: SiteState;
  readonly designs: (version: string) => CompiledDesign | undefined;
};

/**
 * The protocol whose definitions bind at a site on a day: the version that its committee approved and that is in effect; before any is, and for
 * whoever works in the whole study, the newest that was published. What one participant's version says makes no difference: at one
 * site everybody records by one text.
 */
export function designOfDefinitions(
  { study, site, designs }: WhereInEffect,
  day: CalendarDate,
): CompiledDesign | undefined {
  const version = designVersionInEffect(site, day) ?? study.designs.at(-1)?.version;
  return version === undefined ? undefined : designs(version);
}

/** The definitions of a protocol, as they are shown. */
export function definitionsOf(design: CompiledDesign): readonly (ShownDefinition & {
  readonly trainedRoles: Definition["trainedRoles"];
})[] {
  return (design.design.safety?.definitions ?? []).map((definition) => ({
    ...showDefinition(definition, design),
    trainedRoles: definition.trainedRoles,
  }));
}

/** The definition that a form's help shows. */
export function definitionOfForm(formId: string, design: CompiledDesign): ShownDefinition | null {
  const id = design.forms.get(formId)?.form.definitionId;
  const definition = design.design.safety?.definitions.find((one) => one.id === id);
  return definition ? showDefinition(definition, design) : null;
}
