export {
  addDays,
  addMonths,
  type CalendarDate,
  daysBetween,
  parseCalendarDate,
  yearsBetween,
} from "./calendar.ts";
export { canonicalJson, type Json } from "./canonical-json.ts";
export type { Decision } from "./decision.ts";
export { contentHash, type Sha256, sha256Hex } from "./hash.ts";
export {
  type CommandId,
  type Id,
  isUuid,
  type ParticipantId,
  type SiteId,
  type StudyId,
  type UserId,
  uuidV4,
  uuidV7,
} from "./ids.ts";
export {
  type Instant,
  instantOf,
  localDate,
  localTime,
  millisecondsOf,
  parseInstant,
  parseZone,
  type ZonedInstant,
  type ZoneId,
} from "./instant.ts";
export {
  type InputIssue,
  type InvalidInput,
  invalidInput,
  renderIssue,
  renderPath,
} from "./invalid-input.ts";
export { isBefore, isSameDay, type PartialDate, parsePartialDate, possibleDays } from "./partial-date.ts";
export { type Refusal, refusal } from "./refusal.ts";
export { type Failed, failed, type Ok, ok, type Result } from "./result.ts";
export { type SeededRandom, seededRandom } from "./seeded-random.ts";
export { allOf, anyOf, not, type Truth } from "./truth.ts";
export { unreachable } from "./unreachable.ts";
