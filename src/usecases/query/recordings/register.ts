import { numberOf } from "#design";
import { addDays, type CalendarDate, localDate } from "#kernel";
import { type Discrepancy, isBlindedTo, isRecordingWithdrawn, type Recording } from "#trial";
import { type Asking, dayAtSite, namesOfUsers, scopeFor } from "../asking.ts";
import type { QueryPorts } from "../ports.ts";
import {
  type MissingRecording,
  missingRecordings,
  placeOfSession,
  type RecordedParticipant,
  recordedParticipants,
  type SessionPlace,
} from "./recorded-participants.ts";

/** A line of the register: all that is known of one recording, but for what reviewers do. */
export type RecordingLine = SessionPlace &
  Pick<
    Recording,
    "recordingId" | "device" | "startedAt" | "stoppedAt" | "hasConsent" | "file" | "custody" | "deleted"
  > & {
    readonly heldBy: readonly string[];
    /** The remark is null where it is kept from the viewer. */
    readonly gaps: readonly {
      readonly from: string;
      readonly until: string;
      readonly why: string;
      readonly remark: string | null;
    }[];
    readonly openings: readonly { readonly by: string; readonly at: string; readonly purpose: string }[];
    /** The last day to enter its file; null: it is entered, or the design names none. */
    readonly exportBy: CalendarDate | null;
    readonly keptUntil: CalendarDate | null;
    /** Consent to recording was withdrawn: the file is to be deleted. */
    readonly isToDelete: boolean;
    readonly discrepancies: readonly DiscrepancyLine[];
  };

export type DiscrepancyLine = Pick<Discrepancy, "discrepancyId" | "raisedAt"> & {
  /** Null where it is kept from the viewer. */
  readonly seen: string | null;
  readonly settled: { readonly outcome: string; readonly why: string | null; readonly at: string } | null;
};

export type RecordingRegister = {
  readonly recordings: readonly RecordingLine[];
  readonly missing: readonly MissingRecording[];
  /** Those who hold sessions, by site. */
  readonly therapists: readonly { readonly userId: string; readonly name: string; readonly siteId: string }[];
};

/** The register of the sites that the person may see, the newest session first. */
export async function seeRecordings(ports: QueryPorts, asking: Asking): Promise<RecordingRegister> {
  const [known, nameOf] = await Promise.all([
    recordedParticipants(ports, asking, "see-recordings"),
    namesOfUsers(ports),
  ]);
  const staff = await ports.lists.staff(scopeFor(asking, "see-recordings"));
  const therapists = staff.flatMap(({ role, userId, siteId }) =>
    siteId && (role === "lead-therapist" || role === "co-therapist")
      ? [{ userId, siteId, name: nameOf(userId) }]
      : [],
  );
  return {
    recordings: known
      .flatMap((one) => linesOf(ports, one, nameOf))
      .sort((a, b) => b.startedAt.localeCompare(a.startedAt)),
    missing: known.flatMap(missingRecordings).sort((a, b) => b.day.localeCompare(a.day)),
    therapists,
  };
}

function linesOf(
  ports: Pick<QueryPorts, "clock">,
  one: RecordedParticipant,
  nameOf: (user: string) => string,
): readonly RecordingLine[] {
  const { state, design, viewer, zone } = one;
  const { recordings, discrepancies } = state.recordings;
  const isKept = isBlindedTo(design, viewer, "potentially-unblinding");
  const isWithdrawn = isRecordingWithdrawn(state, dayAtSite(ports, zone));
  return Object.values(recordings).map((recording) => {
    const {
      recordingId,
      visitId,
      session,
      device,
      startedAt,
      stoppedAt,
      hasConsent,
      file,
      custody,
      deleted,
    } = recording;
    const day = localDate({ at: startedAt, zone }) as CalendarDate;
    const { exportWithin, keptFor } = design.design.recordings ?? {};
    const exportDays = numberOf(design.parameters, exportWithin);
    const years = numberOf(design.parameters, keptFor);
    return {
      ...placeOfSession(one, visitId, session),
      ...{ recordingId, device, startedAt, stoppedAt, hasConsent, file, custody, deleted },
      heldBy: recording.heldBy.map(nameOf),
      gaps: recording.gaps.map(({ from, until, why, remark }) => ({
        from,
        until,
        why,
        remark: isKept ? null : (remark?.freeText ?? null),
      })),
      openings: recording.openings.map((opening) => ({ ...opening, by: nameOf(opening.by) })),
      exportBy: file || deleted || exportDays === undefined ? null : addDays(day, exportDays),
      keptUntil:
        years === undefined ? null : (`${Number(day.slice(0, 4)) + years}${day.slice(4)}` as CalendarDate),
      isToDelete: isWithdrawn && deleted === null,
      discrepancies: Object.values(discrepancies)
        .filter((discrepancy) => discrepancy.recordingId === recordingId)
        .map((discrepancy) => discrepancyLine(discrepancy, isKept)),
    };
  });
}

function discrepancyLine(
  { discrepancyId, raisedAt, seen, settled }: Discrepancy,
  isKept: boolean,
): DiscrepancyLine {
  return {
    discrepancyId,
    raisedAt,
    seen: isKept ? null : seen.freeText,
    settled: settled && {
      outcome: settled.outcome,
      at: settled.at,
      why: isKept ? null : settled.why.freeText,
    },
  };
}
