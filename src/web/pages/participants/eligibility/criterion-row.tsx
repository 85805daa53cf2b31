import { Group, Text, UnstyledButton } from "@mantine/core";
import { type ReactNode, useEffect, useId, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import type { Criterion } from "../eligibility-page.tsx";
import { WordBadge } from "../word-badge.tsx";
import { EvidenceTable } from "./evidence-table.tsx";

/** One criterion. What is open shows what it rests on; what is met does when it is asked, and on paper. */
export function CriterionRow({
  criterion,
  participantId,
}: {
  readonly criterion: Criterion;
  readonly participantId: string;
}): ReactNode {
  const { eligibility: texts } = useMessages().participants;
  const [isOpened, setOpened] = useState(criterion.verdict !== "satisfied");
  const isPrinting = usePrinting();
  const detail = useId();
  const isOpen = isOpened || isPrinting;
  return (
    <li className="vigil-criterion" data-verdict={criterion.verdict}>
      <UnstyledButton
        className="vigil-criterion-head"
        aria-expanded={isOpen}
        aria-controls={isOpen ? detail : undefined}
        onClick={() => setOpened(!isOpened)}
      >
        <Text component="span" size="sm" fw={700} className="vigil-criterion-id">
          {criterion.identifier}
        </Text>
        <Text component="span" size="sm" className="vigil-criterion-text">
          {criterion.text}
        </Text>
        <WordBadge kind="criterionVerdict" code={criterion.verdict} />
      </UnstyledButton>
      {isOpen ? (
        <div id={detail} className="vigil-criterion-detail">
          <Text size="sm">
            <Text component="span" size="sm" c="dimmed">
              {texts.rule}:{" "}
            </Text>
            {criterion.rule ?? texts.noRule}
          </Text>
          {criterion.decidedBy === "person" ? (
            <Text size="xs" c="dimmed">
              {texts.answeredByPerson}
            </Text>
          ) : null}
          <EvidenceTable criterion={criterion} participantId={participantId} />
          {criterion.source === null ? null : (
            <Group>
              <Text size="xs" c="dimmed">
                {texts.source(criterion.source)}
              </Text>
            </Group>
          )}
        </div>
      ) : null}
    </li>
  );
}

/** Whether the page is being printed: then nothing is folded away. */
function usePrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const begin = (): void => setPrinting(true);
    const end = (): void => setPrinting(false);
    window.addEventListener("beforeprint", begin);
    window.addEventListener("afterprint", end);
    return () => {
      window.removeEventListener("beforeprint", begin);
      window.removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}
