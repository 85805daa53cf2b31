import { Button, Checkbox, Group, SegmentedControl, Stack, Text } from "@mantine/core";
import { Link, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { formatDate } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { StatusBadge } from "../../components/status-badge.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { ConfirmEligibility } from "./eligibility/confirm-eligibility.tsx";
import { Confirmations } from "./eligibility/confirmations.tsx";
import { CriterionList } from "./eligibility/criterion-list.tsx";

export type Eligibility = Answer<"GET /api/studies/:studyId/participants/:participantId/eligibility">;
export type Criterion = Eligibility["criteria"][number];
export type Point = "screening" | "enrollment" | "randomization";

const points: readonly Point[] = ["screening", "enrollment", "randomization"];

/** Who may take part, criterion by criterion, with the data behind each. */
export function EligibilityPage(): ReactNode {
  const { participantId = "" } = useParams({ strict: false });
  const { studyId } = useStudy();
  const asked = useSearch({ strict: false }) as { readonly at?: string };
  const [at, setAt] = useState<Point>(points.find((point) => point === asked.at) ?? "enrollment");
  const query = useAnswer("GET /api/studies/:studyId/participants/:participantId/eligibility", {
    params: { studyId, participantId },
    query: { at },
  });
  return (
    <Answered query={query}>
      {(eligibility) => (
        <EligibilityView eligibility={eligibility} participantId={participantId} at={at} onPoint={setAt} />
      )}
    </Answered>
  );
}

type ViewProps = {
  readonly eligibility: Eligibility;
  readonly participantId: string;
  readonly at: Point;
  readonly onPoint: (at: Point) => void;
};

function EligibilityView({ eligibility, participantId, at, onPoint }: ViewProps): ReactNode {
  const { eligibility: texts, page } = useMessages().participants;
  const { studyId } = useStudy();
  const [onlyOpen, setOnlyOpen] = useState(false);
  const { criteria, number, on, designVersion } = eligibility;
  const shown = onlyOpen ? criteria.filter(({ verdict }) => verdict !== "satisfied") : criteria;
  return (
    <Page
      title={texts.title(number ?? page.noNumber.toLowerCase())}
      lead={texts.asOf(formatDate(on), designVersion)}
      actions={
        <>
          <Button variant="default" component={Link} to={`/studies/${studyId}/participants/${participantId}`}>
            {texts.backTo}
          </Button>
          <Button variant="default" onClick={() => window.print()}>
            {texts.print}
          </Button>
          <ConfirmEligibility eligibility={eligibility} participantId={participantId} at={at} />
        </>
      }
    >
      <Group justify="space-between">
        <PointChoice at={at} onPoint={onPoint} />
        <Checkbox
          label={texts.onlyOpen}
          checked={onlyOpen}
          onChange={(event) => setOnlyOpen(event.currentTarget.checked)}
        />
      </Group>
      <Summary eligibility={eligibility} />
      <Confirmations confirmations={eligibility.confirmations} />
      {shown.length === 0 ? <Text c="dimmed">{texts.nothingOpen}</Text> : null}
      <Stack gap="xl">
        <CriterionList
          title={texts.inclusion}
          all={criteria.filter(({ category }) => category === "inclusion")}
          criteria={shown.filter(({ category }) => category === "inclusion")}
          participantId={participantId}
        />
        <CriterionList
          title={texts.exclusion}
          all={criteria.filter(({ category }) => category === "exclusion")}
          criteria={shown.filter(({ category }) => category === "exclusion")}
          participantId={participantId}
        />
      </Stack>
    </Page>
  );
}

function PointChoice({ at, onPoint }: Pick<ViewProps, "at" | "onPoint">): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  const word = useWord("eligibilityPoint");
  return (
    <SegmentedControl
      aria-label={texts.point}
      value={at}
      onChange={(value) => onPoint(value as Point)}
      data={points.map((point) => ({ value: point, label: word(point) }))}
    />
  );
}

/** Met, or what stands in the way; and that nobody waives it. */
function Summary({ eligibility: { criteria, eligible } }: { readonly eligibility: Eligibility }): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  const count = (wanted: Criterion["verdict"]): number =>
    criteria.filter(({ verdict }) => verdict === wanted).length;
  const [violated, unknown] = [count("violated"), count("unknown")];
  return (
    <Group gap="xs" role="status">
      {eligible === true ? <StatusBadge tone="good">{texts.eligible}</StatusBadge> : null}
      {violated > 0 ? <StatusBadge tone="bad">{texts.notEligible(violated)}</StatusBadge> : null}
      {unknown > 0 ? <StatusBadge tone="attention">{texts.unknown(unknown)}</StatusBadge> : null}
      <Text size="sm" c="dimmed">
        {texts.noWaiver}
      </Text>
    </Group>
  );
}
