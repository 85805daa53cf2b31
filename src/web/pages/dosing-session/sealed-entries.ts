import { useEffect, useMemo, useState } from "react";
import type { Problem } from "../../api/call.ts";
import { idOf } from "../../offline/entry-cell.ts";
import type { Outbox } from "../../offline/outbox.ts";
import type { PreparedCommand, QueuedCommand } from "../../offline/queued-command.ts";
import { isUnresolved, isWaiting, type StoredEntry } from "../../offline/stored-entry.ts";
import { useDevice, useOutbox } from "../../offline/use-device.ts";
import type { PendingEntry } from "./send-queue.ts";

type Content = PreparedCommand & Partial<Pick<QueuedCommand, "user">>;

/** What was entered in this tab or read from the disk, by its command's id; in memory and nowhere else. */
const contents = new Map<string, Content>();
const problems = new Map<string, Problem>();

/** Keeps what is about to be queued readable for this page, also while the device is locked. */
export function rememberContent(command: Content): void {
  contents.set(command.commandId, command);
}

/**
 * What of a session lies in this device's outbox and the page has not read back from the server, in the order in which it was entered. What
 * was entered before the page was opened is read from the disk once the device is unlocked.
 * @param version of the session as the page knows it
 */
export function useSealedEntries(sessionId: string, version: number | undefined): readonly PendingEntry[] {
  const { unsaved, entries } = useOutbox();
  const shown = useMemo(() => entries.filter((entry) => isShown(entry, version)), [entries, version]);
  const read = useReading(shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `read` counts what was added to `contents`
  return useMemo(() => {
    const stored = shown.flatMap((entry) => pendingOf(entry, sessionId));
    const known = new Set(stored.map(({ commandId }) => commandId));
    const fresh = unsaved.filter((one) => one.subjectId === sessionId && !known.has(one.commandId));
    return [...stored, ...fresh.map((one) => toPending(one, "pending"))];
  }, [shown, unsaved, sessionId, read]);
}

function isShown(entry: StoredEntry, version: number | undefined): boolean {
  if (isWaiting(entry) || isUnresolved(entry)) return true;
  return entry.state === "acknowledged" && version !== undefined && (entry.version ?? 0) > version;
}

/** Opens what was not read yet. @returns how many times something was */
function useReading(entries: readonly StoredEntry[]): number {
  const { outbox, unlocked } = useDevice();
  const [read, setRead] = useState(0);
  useEffect(() => {
    if (!outbox || !unlocked) return;
    let isOver = false;
    void Promise.all(entries.map((entry) => open(outbox, entry))).then((opened) => {
      if (!isOver && opened.some(Boolean)) setRead((count) => count + 1);
    });
    return () => {
      isOver = true;
    };
  }, [entries, outbox, unlocked]);
  return read;
}

/** @returns whether there is something new to show */
async function open(outbox: Outbox, entry: StoredEntry): Promise<boolean> {
  const id = idOf(entry);
  const isKnown = contents.has(id) && (!isUnresolved(entry) || problems.has(id));
  if (isKnown) return false;
  const [content, problem] = await Promise.all([outbox.contentOf(entry), outbox.problemOf(entry)]);
  if (content) contents.set(id, content);
  if (problem) problems.set(id, problem);
  return content !== undefined || problem !== undefined;
}

function pendingOf(entry: StoredEntry, sessionId: string): readonly PendingEntry[] {
  const content = contents.get(idOf(entry));
  if (content?.subjectId !== sessionId) return [];
  const state = isWaiting(entry) ? "saved" : isUnresolved(entry) ? "refused" : "sent";
  const problem = state === "refused" ? (problems.get(idOf(entry)) ?? unread(entry)) : undefined;
  const { user } = entry.sealed.header;
  return [
    {
      ...toPending({ ...content, user }, state),
      ...(problem ? { problem } : {}),
      ...(entry.version === undefined ? {} : { version: entry.version }),
    },
  ];
}

/** Of a refusal on a locked device only its word is known. */
function unread({ code = "refused" }: StoredEntry): Problem {
  return { title: code, status: 422, detail: code, code };
}

function toPending(command: Content, state: PendingEntry["state"]): PendingEntry {
  const { commandId, type, data, occurredAt, zone, reason, signatures, user } = command;
  return {
    ...{ commandId, type, data, occurredAt, zone, state },
    ...(reason === undefined ? {} : { reason }),
    ...(signatures === undefined ? {} : { signatures }),
    ...(user === undefined ? {} : { user }),
  };
}
