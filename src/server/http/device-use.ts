import type { DeviceUse, Session } from "#usecases";

/**
 * Whose hands the device of a session is in. The one place to tell the tablet of a dosing session, once there is one: no arm is shown
 * where this is not `own`.
 */
export function deviceUseOf({ handedOver }: Pick<Session, "handedOver">): DeviceUse {
  return handedOver ? "handed-over" : "own";
}
