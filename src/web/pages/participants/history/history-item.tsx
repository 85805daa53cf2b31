import { Anchor, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { Moment } from "../../../components/moment.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { formPath } from "../../forms/form-data.ts";
import type { HistoryEntry } from "../history-page.tsx";
import type { Participant } from "../participant-context.tsx";
import { HistoryChanges } from "./history-changes.tsx";
import { HistoryFacts } from "./history-facts.tsx";
import type { RecordNames } from "./history-filter.ts";
import { HistoryProof } from "./history-proof.tsx";

type ItemProps = {
  readonly entry: HistoryEntry;
  readonly names: RecordNames;
  readonly participant: Participant;
  /** The item whose history it is; null: that of the whole record. */
  readonly path: string | null;
  readonly onItem: (formKey: string, path: string) => void;
};

/** One entry: what, who, when, why, from where; and what it changed. */
export function HistoryItem({ entry, names, participant, path, onItem }: ItemProps): ReactNode {
  const { history: texts } = useMessages().participants;
  return (
    <li className="vigil-history-item">
      <div className="vigil-history-when">
        <Text size="sm" component="div">
          <Moment at={entry.occurredAt} zone={participant.zone} />
        </Text>
        <Recorded entry={entry} zone={participant.zone} />
        <DeviceClock entry={entry} zone={participant.zone} />
      </div>
      <div className="vigil-history-what">
        <Group gap={8} align="baseline">
          <Text fw={600} size="sm" component="h2">
            {texts.types[entry.type] ?? entry.type}
          </Text>
          <Subject entry={entry} names={names} participant={participant} />
        </Group>
        <Who entry={entry} />
        {entry.signatureMeaning === null ? null : (
          <Text size="sm">
            {texts.meaning}: “{entry.signatureMeaning}”
          </Text>
        )}
        <HistoryChanges entry={entry} path={path} onItem={onItem} />
        <HistoryFacts entry={entry} zone={participant.zone} />
        {entry.reason === null ? null : (
          <Text size="sm">
            <strong>{texts.why}:</strong> {entry.reason}
          </Text>
        )}
        {entry.isRedacted ? (
          <Text size="xs" c="dimmed">
            {texts.redacted}
          </Text>
        ) : null}
        <HistoryProof entry={entry} />
      </div>
    </li>
  );
}

/** When it was recorded, where that was not at once. */
function Recorded({ entry, zone }: { readonly entry: HistoryEntry; readonly zone: string }): ReactNode {
  const { history: texts } = useMessages().participants;
  const delay = Date.parse(entry.recordedAt) - Date.parse(entry.occurredAt);
  if (delay < 60_000) return null;
  return (
    <Text size="xs" c="dimmed" component="div">
      {texts.recordedAt} <Moment at={entry.recordedAt} zone={zone} />
    </Text>
  );
}

/** What the device's clock said, where it was off. */
function DeviceClock({ entry, zone }: { readonly entry: HistoryEntry; readonly zone: string }): ReactNode {
  const { history: texts } = useMessages().participants;
  if (entry.deviceClock === null) return null;
  const { claimed, aheadBy } = entry.deviceClock;
  return (
    <Text size="xs" c="dimmed" component="div">
      {claimed === null ? null : (
        <div>
          {texts.claimedAt} <Moment at={claimed} zone={zone} />
        </div>
      )}
      {aheadBy === null ? null : <div>{texts.clockOff(Math.round(aheadBy / 60_000))}</div>}
    </Text>
  );
}

/** The form or visit that it is about, as a link. */
function Subject({ entry, names, participant }: Omit<ItemProps, "path" | "onItem">): ReactNode {
  const { studyId } = useStudy();
  const { participantId } = participant;
  const { formKey, visitId } = entry;
  if (formKey !== null) {
    return (
      <Anchor component={Link} to={formPath({ studyId, participantId }, formKey)} size="sm">
        {names.forms.get(formKey) ?? formKey}
      </Anchor>
    );
  }
  if (visitId === null) return null;
  return (
    <Anchor
      component={Link}
      to={`/studies/${studyId}/participants/${participantId}`}
      hash={`visit-${visitId}`}
      size="sm"
    >
      {names.visits.get(visitId) ?? visitId}
    </Anchor>
  );
}

function Who({ entry }: { readonly entry: HistoryEntry }): ReactNode {
  const { history: texts } = useMessages().participants;
  const word = useWord("role");
  const role = (code: string): string => (code === "none" ? texts.noRole : word(code).toLowerCase());
  const { entitled } = entry;
  return (
    <div>
      <Text size="sm" c="dimmed">
        {texts.byInRole(entry.by, role(entry.role))} · {texts.sources[entry.source] ?? entry.source}
      </Text>
      {entitled === null ? null : (
        <Text size="xs" c="dimmed">
          {texts.entitled(role(entitled.whenItHappened), role(entitled.whenReceived))}
        </Text>
      )}
    </div>
  );
}
