import { deviceState, onDeviceChange } from "./device-state.ts";
import { isWaiting } from "./stored-entry.ts";
import { compareWithServer } from "./this-device.ts";

const sendLock = "vigil-outbox-send";
const tryEvery = 5_000;
const channel = typeof BroadcastChannel === "undefined" ? undefined : new BroadcastChannel("vigil-outbox");

/**
 * Sends what waits. Of all tabs one sends at a time, by a lock of the browser, which gives it back when that tab dies; the others read
 * what came of it.
 */
export async function deliverNow(): Promise<void> {
  const { outbox } = deviceState();
  if (!outbox) return;
  await navigator.locks.request(sendLock, async () => {
    await outbox.reload();
    if (!outbox.standing().entries.some(isWaiting)) return;
    await Promise.race([compareWithServer().catch(() => {}), patience()]);
    await outbox.deliver();
    channel?.postMessage("changed");
  });
}

/** A comparison of the clocks that hangs holds nothing up. */
function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 3_000));
}

/** Goes on sending: at once when the network comes back, and otherwise every few seconds while something waits. @returns how to stop */
export function keepDelivering(): () => void {
  const send = (): void => void deliverNow().catch(() => {});
  const timer = setInterval(() => {
    if (deviceState().outbox?.standing().entries.some(isWaiting)) send();
  }, tryEvery);
  const reload = (): void => void deviceState().outbox?.reload();
  addEventListener("online", send);
  channel?.addEventListener("message", reload);
  const stop = onDeviceChange(send);
  return () => {
    clearInterval(timer);
    removeEventListener("online", send);
    channel?.removeEventListener("message", reload);
    stop();
  };
}

/** Other tabs show what this one has queued. */
export function tellOtherTabs(): void {
  channel?.postMessage("changed");
}
