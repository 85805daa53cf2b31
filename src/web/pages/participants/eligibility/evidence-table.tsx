import { Anchor, Table, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { Fragment, type ReactNode } from "react";
import { formatDate } from "../../../components/moment.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { formPath } from "../../forms/form-data.ts";
import type { Criterion } from "../eligibility-page.tsx";

type Evidence = Criterion["evidence"][number];
type Found = Omit<Evidence, "rows">;

/** What a rule looked at: each value with its day, and the way to the form where it stands or is still missing. */
export function EvidenceTable({
  criterion,
  participantId,
}: {
  readonly criterion: Criterion;
  readonly participantId: string;
}): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  if (criterion.evidence.length === 0) return null;
  return (
    <Table className="vigil-evidence" verticalSpacing={3} withRowBorders={false} aria-label={texts.data}>
      <Table.Tbody>
        {criterion.evidence.map((evidence) => (
          <Fragment key={evidence.label}>
            <EvidenceRow found={evidence} participantId={participantId} />
            {evidence.rows.flatMap(({ row, evidence: cells }) =>
              cells.map((cell) => (
                <EvidenceRow
                  key={`${row} ${cell.label}`}
                  found={cell}
                  participantId={participantId}
                  prefix={texts.row(row)}
                />
              )),
            )}
          </Fragment>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function EvidenceRow({
  found,
  participantId,
  prefix,
}: {
  readonly found: Found;
  readonly participantId: string;
  readonly prefix?: string;
}): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {prefix === undefined ? found.label : `${prefix}: ${found.label}`}
      </Table.Th>
      <Table.Td>
        {found.value === null ? (
          <Text size="sm" c="dimmed" component="span">
            {texts.hidden}
          </Text>
        ) : (
          <Text size="sm" fw={found.isMissing ? 400 : 600} component="span">
            {found.value}
          </Text>
        )}
        {found.date === null ? null : (
          <Text size="xs" c="dimmed" component="span">
            {" "}
            {texts.on(formatDate(found.date))}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="vigil-no-print">
        <FormLink found={found} participantId={participantId} />
      </Table.Td>
    </Table.Tr>
  );
}

function FormLink({
  found,
  participantId,
}: {
  readonly found: Found;
  readonly participantId: string;
}): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  const { studyId } = useStudy();
  if (found.formKey === null || found.value === null) return null;
  return (
    <Anchor component={Link} to={formPath({ studyId, participantId }, found.formKey)} size="sm">
      {texts.fill(found.formLabel ?? "")}
    </Anchor>
  );
}
