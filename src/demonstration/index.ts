export type { DemonstrationPorts } from "./conduct.ts";
export { type DemonstrationOptions, makeDemonstration } from "./make-demonstration.ts";
