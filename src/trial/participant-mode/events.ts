import { z } from "zod";
import { defineEvent } from "../event.ts";
import { formKey } from "../fields.ts";

/** A device in a participant's hands: from when to when, and for which form. Stream `participant:<id>`. */
export const participantModeEvents = {
  DeviceHandedOver: defineEvent("DeviceHandedOver", 1, z.strictObject({ formKey })),
  DeviceTakenBack: defineEvent("DeviceTakenBack", 1, z.strictObject({ formKey })),
};
