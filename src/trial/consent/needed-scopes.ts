import type { ConsentScope, Encounter } from "#design";

/**
 * What somebody must have agreed to, and not taken back, for an encounter to take place. Stopping the drug does not stop
 * follow-up (ICH E6(R3) 2.9; ICH E9(R1) A.3: treatment policy), and a session that may not be recorded is held all the
 * same.
 */
export function scopesNeededFor({ type, session }: Encounter): readonly ConsentScope[] {
  switch (session) {
    case "dosing":
      return ["drug", "therapy", "visits"];
    case "preparation":
    case "integration":
      return ["therapy", "visits"];
    default:
      return type === "contact" ? ["contact"] : ["visits"];
  }
}
