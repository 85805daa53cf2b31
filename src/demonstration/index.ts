export type { DemonstrationPorts } from "./conduct.ts";
export { type DemonstrationClock, demonstrationClock } from "./demonstration-clock.ts";
export { type DemonstrationOptions, makeDemonstration } from "./make-demonstration.ts";
