import type { CompiledDesign, Role } from "#design";

/** Who receives confidential reports: the medical monitor, and the independent person whom the design names. */
export function incidentReceivers(design: CompiledDesign | undefined): readonly Role[] {
  const independent = design?.design.incidents?.independentRole;
  return independent ? ["medical-monitor", independent] : ["medical-monitor"];
}
