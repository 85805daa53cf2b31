import { accountEvents } from "./account/events.ts";
import { adverseEventEvents } from "./adverse-event/events.ts";
import { envelopeEvents, unblindingEvents, unblindingNoteEvents } from "./blinding/events.ts";
import { consentEvents } from "./consent/events.ts";
import { deviationEvents } from "./deviation/events.ts";
import { enrollmentEvents } from "./enrollment/events.ts";
import type { EventDefinition, Upcaster } from "./event.ts";
import { followUpEvents } from "./follow-up/events.ts";
import { formEvents } from "./form/events.ts";
import { identityEvents } from "./identity/events.ts";
import { incidentEvents } from "./incident/events.ts";
import { doseLevelEvents, participantKitEvents, sealedKitEvents, stockEvents } from "./kit/events.ts";
import { offlineActEvents } from "./offline/events.ts";
import { participantModeEvents } from "./participant-mode/events.ts";
import { queryEvents } from "./query/events.ts";
import { allocationEvents, randomizationEvents } from "./randomization/events.ts";
import { ratingEvents, ratingLinkEvents, secondRatingEvents } from "./rating/events.ts";
import { ratingAssignedV1 } from "./rating/rating-assigned-v1.ts";
import { ratingRequestedV1 } from "./rating/rating-requested-v1.ts";
import { recordingEvents, reviewEvents } from "./recording/events.ts";
import { screeningEvents } from "./screening/events.ts";
import { sessionContactEvents, sessionEvents, sessionLinkEvents } from "./session/events.ts";
import { signatureEvents } from "./signature/events.ts";
import { recordSignedV1 } from "./signature/record-signed-v1.ts";
import { recordSignedV2 } from "./signature/record-signed-v2.ts";
import { siteEvents } from "./site/events.ts";
import { beforeSessionAuditor } from "./staff/before-session-auditor.ts";
import { staffEvents } from "./staff/events.ts";
import { roleGrantedV1 } from "./staff/role-granted-v1.ts";
import { studyEvents } from "./study/events.ts";
import { ledgerExportedV1 } from "./study/ledger-exported-v1.ts";
import { ledgerRestoredV1 } from "./study/ledger-restored-v1.ts";
import { trainingEvents } from "./training/events.ts";
import { visitEvents } from "./visit/events.ts";

/** Every event type there has ever been, and the way from each older version of its data to the newest. */
export type Catalogue = {
  readonly definitions: Readonly<Record<string, EventDefinition>>;
  readonly upcasters: readonly Upcaster[];
};

export const catalogue: Catalogue = {
  definitions: {
    ...accountEvents,
    ...consentEvents,
    ...deviationEvents,
    ...envelopeEvents,
    ...enrollmentEvents,
    ...formEvents,
    ...identityEvents,
    ...doseLevelEvents,
    ...participantKitEvents,
    ...sealedKitEvents,
    ...stockEvents,
    ...offlineActEvents,
    ...participantModeEvents,
    ...queryEvents,
    ...allocationEvents,
    ...randomizationEvents,
    ...ratingEvents,
    ...ratingLinkEvents,
    ...secondRatingEvents,
    ...screeningEvents,
    ...sessionEvents,
    ...sessionLinkEvents,
    ...sessionContactEvents,
    ...signatureEvents,
    ...siteEvents,
    ...staffEvents,
    ...studyEvents,
    ...unblindingEvents,
    ...unblindingNoteEvents,
    ...visitEvents,
    ...adverseEventEvents,
    ...trainingEvents,
    ...recordingEvents,
    ...reviewEvents,
    ...followUpEvents,
    ...incidentEvents,
  },
  upcasters: [
    ratingAssignedV1,
    ratingRequestedV1,
    ledgerRestoredV1,
    roleGrantedV1,
    ledgerExportedV1,
    recordSignedV1,
    recordSignedV2,
    ...beforeSessionAuditor,
  ],
};

type Stored = { readonly type: string; readonly schemaVersion: number };

/**
 * The data of a stored event in the newest version of its shape.
 * @throws UnknownEventError for a type or version that this software does not know: it then stops rather than
 * leave something out.
 */
export function upcastData(known: Catalogue, event: Stored & { readonly data: unknown }): unknown {
  const steps = stepsFor(known, event);
  if (!steps) throw new UnknownEventError(event);
  return steps.reduce((data, { upcast }) => upcast(data), event.data);
}

/** Whether this software can read an event of that type and version. */
export function isKnownEvent(event: Stored): boolean {
  return stepsFor(catalogue, event) !== undefined;
}

/** The way from the version of an event to the newest; undefined where there is none. */
function stepsFor(
  { definitions, upcasters }: Catalogue,
  { type, schemaVersion }: Stored,
): readonly Upcaster[] | undefined {
  const definition = Object.hasOwn(definitions, type) ? definitions[type] : undefined;
  if (!definition || schemaVersion > definition.schemaVersion) return undefined;
  const steps: Upcaster[] = [];
  for (let version = schemaVersion; version < definition.schemaVersion; version++) {
    const step = upcasters.find((one) => one.type === type && one.fromVersion === version);
    if (!step) return undefined;
    steps.push(step);
  }
  return steps;
}

/** The ledger holds an event that this version of the software cannot read. */
export class UnknownEventError extends Error {
  constructor({ type, schemaVersion }: Stored) {
    super(
      `Cannot read the event ${type}, version ${schemaVersion} of its data: this version of Vigil does not know it. Use a newer version.`,
    );
    this.name = "UnknownEventError";
  }
}
