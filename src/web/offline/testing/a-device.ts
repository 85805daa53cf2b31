import { type Outbox, openOutbox } from "../outbox.ts";
import type { OutboxPorts } from "../outbox-ports.ts";
import type { OfflineCommand } from "../queued-command.ts";
import type { Disk } from "./crashable-storage.ts";
import { plainKeys } from "./plain-keys.ts";
import type { PretendedServer } from "./pretended-server.ts";

let made = 0;

/** Starts the app of a device on its disk. */
export function startApp(
  disk: Disk,
  { send }: Pick<PretendedServer, "send">,
  more: Partial<OutboxPorts> = {},
  device = "tablet",
): Promise<Outbox> {
  return openOutbox(device, {
    storage: disk.open(),
    keys: plainKeys,
    send,
    now: () => Date.parse("2026-11-20T09:00:00.000Z"),
    newId: () => `command-${++made}`,
    zone: () => "Europe/Berlin",
    author: () => "ada",
    signedIn: () => "ada",
    offset: () => undefined,
    ...more,
  });
}

export function aCommand(more: Partial<OfflineCommand> = {}): OfflineCommand {
  return {
    study: "study",
    type: "record-deviation",
    subject: "participant",
    subjectId: "someone",
    data: {},
    ...more,
  };
}
