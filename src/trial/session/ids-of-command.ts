import { sha256Hex, uuidV4 } from "#kernel";

/**
 * The ids that a command gives to what it records, one after another: the same on the device on which it was made and on the server, so
 * that the next command can name what the first has recorded before the server has seen either.
 * @returns ids as random as the command's own, never the same twice for one command
 */
export function idsOfCommand(commandId: string): () => string {
  let given = 0;
  return () => idFrom(`${commandId}/${given++}`);
}

/** The id by which a step of an escalation is signed: each step has one for each escalation, whoever took it. */
export function idOfStep(escalationKey: string, step: string): string {
  return idFrom(`${escalationKey}/${step}`);
}

function idFrom(words: string): string {
  return uuidV4(firstBytes(sha256Hex(words)));
}

function firstBytes(hex: string): Uint8Array {
  return Uint8Array.from({ length: 16 }, (_, index) =>
    Number.parseInt(hex.slice(index * 2, index * 2 + 2), 16),
  );
}
