import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

const shared = process.env["VIGIL_SHARED"] ?? resolve(import.meta.dirname, "../../../shared");

/** CDISC's example of USDM v4 (cdisc-org/DDF-RA, Documents/Examples/CDISC_Pilot): trial LZZT of xanomeline. */
const pilotStudyFile = resolve(shared, "standards/usdm/CDISC_Pilot_Study.json");

/** It lies beside the repository, and is not everywhere. */
export const hasPilotStudy = existsSync(pilotStudyFile);

/** What the name of a suite says where it is skipped. */
export const unlessSkipped = hasPilotStudy ? "" : ` (skipped: ${pilotStudyFile} is not there)`;

export function readPilotStudy(): unknown {
  return JSON.parse(readFileSync(pilotStudyFile, "utf8"));
}
