/** A random version-4 UUID or a version-7 UUID as lower-case text; the brand tells whose it is. */
export type Id<Of extends string> = string & { readonly idOf: Of };

export type StudyId = Id<"study">;
export type SiteId = Id<"site">;
export type UserId = Id<"user">;
export type ParticipantId = Id<"participant">;
export type CommandId = Id<"command">;

/**
 * A version-7 UUID (RFC 9562 §5.7): sorts by time.
 * @param milliseconds since 1970-01-01T00:00Z
 * @param randomness 10 random bytes
 */
export function uuidV7(milliseconds: number, randomness: Uint8Array): string {
  const bytes = new Uint8Array(16);
  let rest = milliseconds;
  for (let index = 5; index >= 0; index--) {
    bytes[index] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  bytes.set(randomness.subarray(0, 10), 6);
  bytes[6] = 0x70 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return formatUuid(bytes);
}

/**
 * A version-4 UUID (RFC 9562 §5.4): tells nothing of when it was made.
 * @param randomness 16 random bytes
 */
export function uuidV4(randomness: Uint8Array): string {
  const bytes = Uint8Array.from(randomness.subarray(0, 16));
  bytes[6] = 0x40 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  return formatUuid(bytes);
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(text);
}

function formatUuid(bytes: Uint8Array): string {
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
