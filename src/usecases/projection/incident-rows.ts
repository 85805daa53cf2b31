import type { StudyId } from "#kernel";
import type { IncidentState } from "#trial";
import type { WantedRow } from "./changed-rows.ts";
import { outsideSites } from "./sites-of-stream.ts";

/** That there is a report, for those who receive them: where it lies, and no word of it. */
export function incidentRows(study: StudyId, incident: IncidentState): readonly WantedRow[] {
  if (!incident) return [];
  const { incidentId, participantId, reportedAt, closed } = incident;
  const row = {
    study_id: study,
    incident_id: incidentId,
    site_id: outsideSites[0],
    participant_id: participantId,
    reported_at: reportedAt,
    is_closed: closed !== null,
  };
  return [{ table: "incident", key: incidentId, row }];
}
