import type { CompiledDesign } from "#design";
import { siteFactorId } from "../randomization/allocation-plan.ts";
import { type Viewer, visibilityOf } from "./view.ts";

/** Whether the viewer may see the values of a randomization factor: those of the item that it is read from. */
export function seesFactor(design: CompiledDesign, viewer: Viewer, factorId: string): boolean {
  if (factorId === siteFactorId) return true;
  const factor = design.design.randomization?.factors.find(({ id }) => id === factorId);
  const [formId = "", itemId = ""] = factor?.reference.split("@")[0]?.split(".") ?? [];
  if (!design.forms.has(formId)) return false;
  const { form, isItemHidden } = visibilityOf(design, viewer, formId);
  return form === "content" && !isItemHidden(itemId);
}
