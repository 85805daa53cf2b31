import { useEffect, useState } from "react";
import { useHeld } from "../held-session.tsx";
import { soundAlarm } from "./alarm.ts";

/**
 * Sounds on this device while an emergency is under way in which nobody has done a step yet, whichever device it was entered on. Alerts
 * that are none stay silent. A tap anywhere silences it; the ladder stays.
 */
export function useAlarm(): void {
  const { session, plan } = useHeld();
  const [heard, setHeard] = useState<ReadonlySet<string>>(new Set());
  const open = session.escalations.find(
    ({ escalationKey, escalation, resolvedAt, steps }) =>
      resolvedAt === null &&
      steps.length === 0 &&
      !heard.has(escalationKey) &&
      plan.escalations.find(({ id }) => id === escalation)?.emergency === true,
  )?.escalationKey;
  useEffect(() => {
    if (open === undefined) return;
    const stop = soundAlarm();
    const silence = (): void => setHeard((before) => new Set([...before, open]));
    // Not the tap by which the value was saved.
    const wait = setTimeout(() => addEventListener("pointerdown", silence, { once: true }), 500);
    return () => {
      clearTimeout(wait);
      removeEventListener("pointerdown", silence);
      stop();
    };
  }, [open]);
}
