import { Button, Group, Stack, Table, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { Numbers } from "../emergency/numbers.tsx";
import { useHeld } from "../held-session.tsx";
import { clockOf, unitOf } from "../times.ts";

const blankRows = [1, 2, 3, 4, 5, 6] as const;

/** The session on paper, made from the same plan, for when nothing else works. */
export function PaperSheet(): ReactNode {
  const { record } = useMessages().dosingSession;
  const { plan } = useHeld();
  const { paper } = record;
  return (
    <Stack gap="md" className="vigil-paper">
      <Group justify="space-between" className="vigil-no-print">
        <Text size="sm" c="dimmed">
          {paper.lead}
        </Text>
        <Button onClick={() => print()}>{record.print}</Button>
      </Group>
      <Title order={2} size="h3">
        {paper.title}
      </Title>
      <Identification />
      <Blank title={paper.people} columns={["", "", "", ""]} rows={4} />
      {plan.kind === "dosing" ? <Blank title={paper.doses} columns={["", "", "", ""]} rows={2} /> : null}
      {plan.measures.length > 0 ? (
        <>
          <Limits />
          <Grid />
        </>
      ) : null}
      <Blank title={paper.effects} columns={["", "", "", "", ""]} rows={blankRows.length + 4} />
      <Escalations />
      <Blank title={paper.notes} columns={["", ""]} rows={blankRows.length} />
      <Blank title={paper.signatures} columns={["", ""]} rows={2} />
    </Stack>
  );
}

function Identification(): ReactNode {
  const { paper } = useMessages().dosingSession.record;
  const { overview } = useStudy();
  const { pack } = useHeld();
  const kits = [pack.kits.initial?.code, pack.kits.supplemental?.code].filter((one) => one !== undefined);
  const facts: readonly (readonly [string, string])[] = [
    [paper.study, `${overview.study.protocolId}, ${overview.study.name}`],
    [paper.participant, pack.participantNumber],
    [paper.visit, pack.visitName],
    [paper.kits, kits.join(", ")],
    [paper.date, ""],
  ];
  return (
    <section aria-label={paper.identification}>
      <dl className="vigil-summary">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function Limits(): ReactNode {
  const { paper } = useMessages().dosingSession.record;
  const { plan } = useHeld();
  const { limitColumns } = paper;
  return (
    <section aria-label={paper.limits}>
      <Title order={3} size="h5">
        {paper.limits}
      </Title>
      <Table withTableBorder withColumnBorders aria-label={paper.limits}>
        <Table.Thead>
          <Table.Tr>
            {Object.entries(limitColumns).map(([key, head]) => (
              <Table.Th key={key}>{head}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.measures.map(({ id, label, unit, alert, emergency, supplemental }) => (
            <Table.Tr key={id}>
              <Table.Td>{`${label} (${unitOf(unit)})`}</Table.Td>
              <Table.Td>{alert ?? ""}</Table.Td>
              <Table.Td>{emergency ?? ""}</Table.Td>
              <Table.Td>{supplemental ?? ""}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Grid(): ReactNode {
  const { record, gate } = useMessages().dosingSession;
  const { plan } = useHeld();
  const { paper } = record;
  const due = (at: number, anchor: "initial" | "supplemental"): string =>
    at < 0 ? paper.beforeDose(-at) : paper.after(gate.kinds[anchor], clockOf(at));
  return (
    <section aria-label={paper.grid}>
      <Title order={3} size="h5">
        {paper.grid}
      </Title>
      <Table withTableBorder withColumnBorders aria-label={paper.grid} className="vigil-paper-grid">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{paper.gridColumns.point}</Table.Th>
            <Table.Th>{paper.gridColumns.due}</Table.Th>
            <Table.Th>{paper.gridColumns.time}</Table.Th>
            {plan.measures.map(({ id, shortLabel }) => (
              <Table.Th key={id}>{shortLabel}</Table.Th>
            ))}
            <Table.Th>{paper.gridColumns.by}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {plan.grid.withSupplemental.map(({ id, name, at, anchor }) => (
            <Table.Tr key={id}>
              <Table.Td>{name}</Table.Td>
              <Table.Td>{due(at, anchor)}</Table.Td>
              <Table.Td />
              {plan.measures.map((one) => (
                <Table.Td key={one.id} />
              ))}
              <Table.Td />
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}

function Escalations(): ReactNode {
  const { paper } = useMessages().dosingSession.record;
  const { plan } = useHeld();
  return (
    <section aria-label={paper.escalation}>
      <Title order={3} size="h5">
        {paper.escalation}
      </Title>
      <Numbers />
      {plan.escalations.map(({ id, label, steps }) => (
        <div key={id} className="vigil-paper-ladder">
          <strong>{label}</strong>
          <ol>
            {steps.map((step) => (
              <li key={step.id}>{`${step.instruction}, ${paper.within(step.within)}`}</li>
            ))}
          </ol>
        </div>
      ))}
    </section>
  );
}

/** Lines to write on. */
function Blank({
  title,
  columns,
  rows,
}: {
  readonly title: string;
  readonly columns: readonly string[];
  readonly rows: number;
}): ReactNode {
  return (
    <section aria-label={title}>
      <Title order={3} size="h5">
        {title}
      </Title>
      <div className="vigil-paper-lines" aria-hidden="true" style={{ "--columns": columns.length } as never}>
        {Array.from({ length: rows * columns.length }, (_, index) => index).map((cell) => (
          <span key={cell} />
        ))}
      </div>
    </section>
  );
}
