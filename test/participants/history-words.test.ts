import { expect, test } from "vitest";
import { adverseEventEvents } from "../../src/trial/adverse-event/events.ts";
import { unblindingEvents } from "../../src/trial/blinding/events.ts";
import { consentEvents } from "../../src/trial/consent/events.ts";
import { deviationEvents } from "../../src/trial/deviation/events.ts";
import { enrollmentEvents } from "../../src/trial/enrollment/events.ts";
import { followUpEvents } from "../../src/trial/follow-up/events.ts";
import { formEvents } from "../../src/trial/form/events.ts";
import { identityEvents } from "../../src/trial/identity/events.ts";
import { doseLevelEvents, participantKitEvents } from "../../src/trial/kit/events.ts";
import { participantModeEvents } from "../../src/trial/participant-mode/events.ts";
import { queryEvents } from "../../src/trial/query/events.ts";
import { randomizationEvents } from "../../src/trial/randomization/events.ts";
import { ratingLinkEvents, secondRatingEvents } from "../../src/trial/rating/events.ts";
import { recordingEvents } from "../../src/trial/recording/events.ts";
import { screeningEvents } from "../../src/trial/screening/events.ts";
import { sessionEvents, sessionLinkEvents } from "../../src/trial/session/events.ts";
import { signatureEvents } from "../../src/trial/signature/events.ts";
import { visitEvents } from "../../src/trial/visit/events.ts";
import { historyTexts } from "../../src/web/messages/en/participants/history.ts";

const areas = {
  ...{ adverseEventEvents, unblindingEvents, consentEvents, deviationEvents, enrollmentEvents },
  ...{ followUpEvents, formEvents, identityEvents, doseLevelEvents, participantKitEvents },
  ...{ participantModeEvents, queryEvents, randomizationEvents, ratingLinkEvents, secondRatingEvents },
  ...{ recordingEvents, screeningEvents, sessionEvents, sessionLinkEvents, signatureEvents, visitEvents },
};

test.each(Object.entries(areas))(
  "every event of %s is told in words, none by the name of its type",
  (_area, events) => {
    expect(Object.keys(events).filter((type) => historyTexts.types[type] === undefined)).toEqual([]);
  },
);
