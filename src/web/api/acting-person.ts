/**
 * In whose name this tab acts. Tabs share one sign-in: when somebody else signs in beside it, what was typed here must not be
 * sent in their name, so every act says whose it is and the server refuses it to any other (21 CFR 11.10(d)).
 */
let acting: string | undefined;

/** The account, `participantActor` on a device that was handed over; undefined before anybody is known. */
export function actingPerson(): string | undefined {
  return acting;
}

export function actAs(person: string | undefined): void {
  acting = person;
}

/** Whoever holds a device that was handed over. */
export const participantActor = "participant";

/** The header in which an act says whose it is. */
export const actingHeader = "x-vigil-person";
