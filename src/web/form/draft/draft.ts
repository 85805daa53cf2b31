import type { ItemValue } from "#design";

/** A value that is put in its place; null empties the place. */
export type DraftValue = ItemValue | null;

/** What the server says stands at a path, and who put it there. */
export type Known = {
  readonly value: DraftValue;
  readonly changedBy?: string;
  readonly changedOn?: string;
};

/** What somebody typed and the server has not confirmed, with what stood there when they began. */
export type Change = { readonly value: DraftValue; readonly seen: DraftValue };

/** Both values of an item that somebody else changed meanwhile: a person chooses. */
export type Conflict = { readonly mine: DraftValue; readonly theirs: Known };

/** A command on its way. It keeps its id until it was answered, however often it is sent. */
export type Sending = {
  readonly commandId: string;
  readonly zone: string;
  readonly occurredAt: string;
  readonly basedOn: number;
  readonly changes: Readonly<Record<string, Change>>;
};

/** What stands on a form in front of a person: what the server knows, and on top of it what they typed since. */
export type Draft = {
  /** The version of the stream that the person has seen. */
  readonly version: number;
  /** The version at which the server last took something of theirs: an older view is no news. */
  readonly takenAt: number;
  readonly known: Readonly<Record<string, Known>>;
  readonly pending: Readonly<Record<string, Change>>;
  readonly sending: Sending | null;
  /** Texts that are no value yet, as they were typed. */
  readonly unreadable: Readonly<Record<string, string>>;
  readonly conflicts: Readonly<Record<string, Conflict>>;
  /** From the first submission on nothing is sent by itself: a person gives the reason. */
  readonly isHeld: boolean;
};

/** What of a draft the device keeps: all that the server does not have. */
export type KeptDraft = Pick<Draft, "version" | "pending" | "sending" | "unreadable" | "isHeld">;

/** The form as the server shows it. */
export type Seen = {
  readonly version: number;
  readonly items: readonly ({ readonly path: string } & Known)[];
};

export const noDraft: Draft = {
  version: 0,
  takenAt: 0,
  known: {},
  pending: {},
  sending: null,
  unreadable: {},
  conflicts: {},
  isHeld: false,
};

/** What the person sees at a path now. */
export function valueAt({ pending, sending, known }: Draft, path: string): DraftValue {
  return (pending[path] ?? sending?.changes[path] ?? known[path])?.value ?? null;
}

/** Every path that has something, with what the person sees there. */
export function entriesOf(draft: Draft): readonly { readonly path: string; readonly value: DraftValue }[] {
  const { pending, sending, known } = draft;
  const paths = new Set([
    ...Object.keys(known),
    ...Object.keys(sending?.changes ?? {}),
    ...Object.keys(pending),
  ]);
  return [...paths].map((path) => ({ path, value: valueAt(draft, path) }));
}

export function withValue(draft: Draft, path: string, value: DraftValue): Draft {
  const { pending, sending, known } = draft;
  const { [path]: _text, ...unreadable } = draft.unreadable;
  const { [path]: conflict, ...conflicts } = draft.conflicts;
  const { [path]: old, ...others } = pending;
  const before = sending?.changes[path]?.value ?? known[path]?.value ?? null;
  if (conflict && !isSame(value, conflict.theirs.value)) {
    const change = { value, seen: old?.seen ?? null };
    return {
      ...draft,
      unreadable,
      pending: { ...others, [path]: change },
      conflicts: { ...conflicts, [path]: { ...conflict, mine: value } },
    };
  }
  // What was typed and taken back again is no change.
  const isChange = !isSame(value, before);
  const change = { value, seen: old?.seen ?? before };
  return { ...draft, unreadable, conflicts, pending: isChange ? { ...others, [path]: change } : others };
}

/** Keeps a text that is no value; the value that stood there stays until the text is one. */
export function withUnreadable(draft: Draft, path: string, text: string): Draft {
  return { ...draft, unreadable: { ...draft.unreadable, [path]: text } };
}

/**
 * Takes in what the server shows. What somebody else put where this person was typing becomes a conflict; nothing of
 * either is dropped.
 */
export function withSeen(draft: Draft, { version, items }: Seen): Draft {
  if (version < Math.max(draft.version, draft.takenAt)) return draft;
  const known = Object.fromEntries(items.map(({ path, ...rest }) => [path, rest]));
  const onTheWay = draft.sending?.changes ?? {};
  const pending: Record<string, Change> = {};
  const conflicts: Record<string, Conflict> = {};
  for (const [path, change] of Object.entries(draft.pending)) {
    const theirs = known[path] ?? { value: null };
    if (path in onTheWay) pending[path] = change;
    else if (isSame(theirs.value, change.value)) continue;
    else {
      pending[path] = change;
      if (!isSame(theirs.value, change.seen)) conflicts[path] = { mine: change.value, theirs };
    }
  }
  return { ...draft, version, known, pending, conflicts };
}

/** Puts what can be sent on its way; undefined where nothing can. What is in conflict waits for a person. */
export function withSending(
  draft: Draft,
  envelope: Pick<Sending, "commandId" | "zone" | "occurredAt">,
): Draft | undefined {
  if (draft.sending) return undefined;
  const sendable = Object.entries(draft.pending).filter(([path]) => !(path in draft.conflicts));
  if (sendable.length === 0) return undefined;
  const held = Object.entries(draft.pending).filter(([path]) => path in draft.conflicts);
  const sending = { ...envelope, basedOn: draft.version, changes: Object.fromEntries(sendable) };
  return { ...draft, pending: Object.fromEntries(held), sending };
}

/**
 * The server has taken what was on its way. Where others wrote in between, their part has not been seen: the draft then
 * stays based on what was, until the form is looked at again.
 */
export function withTaken(draft: Draft, at: number): { readonly draft: Draft; readonly isBehind: boolean } {
  const { sending } = draft;
  if (!sending) return { draft, isBehind: false };
  const taken = Object.entries(sending.changes).map(([path, { value }]) => [path, { value }] as const);
  const isBehind = at !== sending.basedOn + 1;
  const after = {
    ...draft,
    known: { ...draft.known, ...Object.fromEntries(taken) },
    sending: null,
    takenAt: Math.max(draft.takenAt, at),
    version: isBehind ? draft.version : Math.max(draft.version, at),
  };
  return { draft: after, isBehind };
}

/** The server has not taken it: it is as if it had never been sent. What was typed since stays on top. */
export function withReturned(draft: Draft): Draft {
  const { sending, pending } = draft;
  if (!sending) return draft;
  const back = Object.entries(sending.changes).map(([path, change]) => {
    const later = pending[path];
    return [path, later ? { value: later.value, seen: change.seen } : change] as const;
  });
  return { ...draft, sending: null, pending: { ...pending, ...Object.fromEntries(back) } };
}

/** The person chose. Their own value is sent over the other, which they have now seen; or it is let go. */
export function withChoice(draft: Draft, path: string, choice: "mine" | "theirs"): Draft {
  const { [path]: conflict, ...conflicts } = draft.conflicts;
  const { [path]: change, ...pending } = draft.pending;
  if (!conflict || !change) return draft;
  if (choice === "theirs") return { ...draft, conflicts, pending };
  return { ...draft, conflicts, pending: { ...pending, [path]: { ...change, seen: conflict.theirs.value } } };
}

/** Lets go of all that the server does not have. */
export function withoutChanges(draft: Draft): Draft {
  return { ...draft, pending: {}, unreadable: {}, conflicts: {} };
}

/** Brings back what a device had kept, on top of what the server shows. */
export function withKept(draft: Draft, kept: KeptDraft): Draft {
  const { pending, sending, unreadable } = draft;
  const restored = {
    ...draft,
    version: Math.min(draft.version === 0 ? kept.version : draft.version, kept.version),
    sending: sending ?? kept.sending,
    isHeld: draft.isHeld || kept.isHeld,
    unreadable: { ...kept.unreadable, ...unreadable },
    pending: { ...kept.pending, ...pending },
  };
  const seen = Object.entries(draft.known).map(([path, known]) => ({ path, ...known }));
  return draft.version === 0 ? restored : withSeen(restored, { version: draft.version, items: seen });
}

export function keptOf({ version, pending, sending, unreadable, isHeld }: Draft): KeptDraft | undefined {
  const isEmpty = !sending && Object.keys(pending).length === 0 && Object.keys(unreadable).length === 0;
  return isEmpty ? undefined : { version, pending, sending, unreadable, isHeld };
}

/** Holds what is typed, or lets it go again. What was on its way and is not answered is a change like any other. */
export function withHold(draft: Draft, isHeld: boolean): Draft {
  return isHeld ? { ...withReturned(draft), isHeld } : { ...draft, isHeld };
}

/** Whether two values are the same answer. */
export function isSame(a: DraftValue, b: DraftValue): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
