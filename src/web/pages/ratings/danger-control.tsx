import { Alert, Anchor, Button, Group, Modal, Stack, Text } from "@mantine/core";
import { type ReactNode, useEffect, useState } from "react";
import { type Answer, ApiError, call, type Problem } from "../../api/call.ts";
import { commandEnvelope } from "../../api/envelope.ts";
import { Moment } from "../../components/moment.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { RatingView } from "./rating-data.ts";

type Emergency = Answer<"POST /api/studies/:studyId/ratings/:subjectId/danger">;

/**
 * Always in view while an interview may go on: one tap and a confirmation tell the site and the medical monitor, and show the rater whom to
 * call and where the participant is. The interview stays mounted beneath, so that nothing typed is lost.
 */
export function DangerControl({ rating }: { readonly rating: RatingView }): ReactNode {
  const { ratings, common } = useMessages();
  const { danger } = ratings;
  const { studyId } = useStudy();
  const [isAsking, setAsking] = useState(false);
  const [isSending, setSending] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const [emergency, setEmergency] = useEmergency();
  const declare = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      const params = { studyId, subjectId: rating.handle };
      const body = { ...commandEnvelope(), data: {} };
      setEmergency(await call("POST /api/studies/:studyId/ratings/:subjectId/danger", { params, body }));
      setAsking(false);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.problem);
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <Button color="red.9" variant="filled" size="md" mih={44} onClick={() => setAsking(true)}>
        {danger.control}
      </Button>
      {emergency ? <EmergencyNote emergency={emergency} onClose={() => setEmergency(undefined)} /> : null}
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={danger.title}
        closeButtonProps={{ "aria-label": common.close }}
        returnFocus
      >
        <Stack>
          <Text size="sm">{danger.lead}</Text>
          <ProblemNote problem={problem} />
          {problem ? <Text size="sm">{danger.unreached(rating.raterCoordinators.join(", "))}</Text> : null}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={() => setAsking(false)}>
              {common.cancel}
            </Button>
            <Button
              color="red.9"
              size="md"
              mih={44}
              loading={isSending}
              onClick={() => void declare()}
              data-autofocus
            >
              {danger.confirm}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </>
  );
}

/** What was opened for the emergency, held in this page alone and no longer than it runs. */
function useEmergency(): readonly [Emergency | undefined, (next: Emergency | undefined) => void] {
  const [emergency, setEmergency] = useState<Emergency>();
  useEffect(() => {
    if (!emergency) return undefined;
    const left = Date.parse(emergency.until) - Date.now();
    const timer = setTimeout(() => setEmergency(undefined), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [emergency]);
  return [emergency, setEmergency];
}

/** Words are read by their weight, not by a pale color. */
const plainTitle = { label: { color: "var(--mantine-color-text)" } };

function EmergencyNote({
  emergency: { whereabouts, until },
  onClose,
}: {
  readonly emergency: Emergency;
  readonly onClose: () => void;
}): ReactNode {
  const { danger } = useMessages().ratings;
  return (
    <Alert color="red" variant="outline" role="alert" title={danger.told} styles={plainTitle} w="100%">
      {whereabouts === null ? (
        <Text size="sm">{danger.unknown}</Text>
      ) : (
        <Stack gap={6}>
          <Text size="sm">{danger.callFirst(whereabouts["clinician-name"])}</Text>
          <Call number={whereabouts["clinician-telephone"]} />
          <Text size="sm" fw={600}>
            {danger.address}
          </Text>
          <Text>{whereabouts.address}</Text>
          <Text size="sm" fw={600}>
            {danger.callBack}
          </Text>
          <Call number={whereabouts["call-back-number"]} />
        </Stack>
      )}
      <Group justify="space-between" mt="sm" gap="xs">
        <Text size="xs">
          {danger.until} <Moment at={until} />
        </Text>
        <Button size="xs" variant="default" onClick={onClose}>
          {danger.hide}
        </Button>
      </Group>
    </Alert>
  );
}

function Call({ number }: { readonly number: string }): ReactNode {
  return (
    <Anchor href={`tel:${number.replaceAll(/[^+\d]/g, "")}`} fw={700} size="lg" underline="always" py={8}>
      {number}
    </Anchor>
  );
}
