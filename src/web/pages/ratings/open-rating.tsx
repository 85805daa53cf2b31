import { Alert, Anchor, Box, Button, Group, Loader, SegmentedControl, Stack, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { Moment } from "../../components/moment.tsx";
import { Page } from "../../components/page.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { FormBody } from "../../form/form-body.tsx";
import { FormProvider } from "../../form/form-context.tsx";
import { isCaps5 } from "../../form/instruments/caps-5.ts";
import { ProblemSummary } from "../../form/problem-summary.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { Caps5Interview } from "./caps-5-interview.tsx";
import { CorrectRating } from "./correct-rating.tsx";
import { DangerControl } from "./danger-control.tsx";
import { type InterviewClock, useInterviewClock } from "./interview-clock.ts";
import { languageName } from "./language-name.ts";
import { HandBack, LearnedSomething } from "./learned-something.tsx";
import { isOpenRating, type RatingSheet, type RatingView, useRatingSheet } from "./rating-data.ts";
import { RatingStrip } from "./rating-strip.tsx";
import { SubmitRating } from "./submit-rating.tsx";
import "../../form/form.css";
import "./interview.css";

type OpenRatingProps = { readonly rating: RatingView; readonly lookAgain: () => void };

/** An assessment beside the window of the video call. */
export function OpenRating({ rating, lookAgain }: OpenRatingProps): ReactNode {
  const { ratings } = useMessages();
  const { studyId } = useStudy();
  const sheet = useRatingSheet(studyId, rating, lookAgain);
  const clock = useInterviewClock(rating.handle);
  const [side, setSide] = useVideoSide();
  const isOpen = isOpenRating(rating);
  const hasBegun = rating.status === "in-progress";
  return (
    <Box className="vigil-beside-video" data-side={isOpen ? side : "none"}>
      {isOpen && side !== "none" ? (
        <div className="vigil-video-room" aria-hidden="true">
          {ratings.videoHere}
        </div>
      ) : null}
      <div className="vigil-interview-column">
        <Page
          title={sheet.form.form.label}
          lead={<Standing rating={rating} />}
          actions={isOpen ? <VideoSide side={side} onChoose={setSide} /> : undefined}
        >
          <FormProvider form={sheet.open}>
            <Stack gap="sm">
              {isOpen ? <Trauma rating={rating} /> : <Ended sheet={sheet} lookAgain={lookAgain} />}
              {isOpen && !hasBegun ? <Begin rating={rating} clock={clock} lookAgain={lookAgain} /> : null}
              {hasBegun ? <Underway sheet={sheet} clock={clock} lookAgain={lookAgain} /> : null}
            </Stack>
          </FormProvider>
          {isOpen ? <Safety rating={rating} /> : null}
        </Page>
      </div>
    </Box>
  );
}

function Standing({ rating }: { readonly rating: RatingView }): ReactNode {
  const { ratings } = useMessages();
  const { studyId } = useStudy();
  return (
    <Group gap="sm">
      <Anchor component={Link} to={`/studies/${studyId}/ratings`} size="sm" underline="always">
        {ratings.back}
      </Anchor>
      <Text size="sm" fw={600} c="var(--mantine-color-text)">
        {rating.pseudonym}
      </Text>
      <Text size="sm">{languageName(rating.language)}</Text>
      {rating.startsAt === null ? null : <Moment at={rating.startsAt} />}
    </Group>
  );
}

function Trauma({ rating: { indexTrauma } }: { readonly rating: RatingView }): ReactNode {
  const { ratings } = useMessages();
  return (
    <section className="vigil-trauma" aria-label={ratings.indexTrauma}>
      <Text size="xs" fw={600}>
        {ratings.indexTrauma}
      </Text>
      <Text size="sm">{indexTrauma === "" ? ratings.noTrauma : indexTrauma}</Text>
    </section>
  );
}

function Ended({ sheet, lookAgain }: Omit<UnderwayProps, "clock">): ReactNode {
  const { ratings } = useMessages();
  const { may } = useStudy();
  const { status } = sheet.rating;
  if (status === "handed-back") return <Text>{ratings.handedBack}</Text>;
  if (status !== "submitted") return <Text>{ratings.canceled}</Text>;
  if (sheet.isCorrecting) return <CorrectRating sheet={sheet} lookAgain={lookAgain} />;
  return (
    <Stack gap="sm" align="flex-start">
      <Text fw={600}>{ratings.handedIn}</Text>
      <Text size="sm">{ratings.handedInLead}</Text>
      {may("correct-rating") ? (
        <Button variant="default" onClick={() => sheet.setCorrecting(true)}>
          {ratings.correct}
        </Button>
      ) : null}
      <LearnedSomething rating={sheet.rating} />
    </Stack>
  );
}

/** What a rater may need at any moment of an interview. Of a recording nobody is on the line. */
function Safety({ rating }: { readonly rating: RatingView }): ReactNode {
  return (
    <Group gap="xs" className="vigil-safety">
      {rating.isRecording || rating.status === "in-progress" ? null : <DangerControl rating={rating} />}
      <LearnedSomething rating={rating} />
      <HandBack rating={rating} />
    </Group>
  );
}

/** Why a remote interview cannot begin, and whom to call; or until when what was confirmed holds. */
function Whereabouts({
  rating: { whereabouts, raterCoordinators },
  isReady,
  lookAgain,
}: {
  readonly rating: RatingView;
  readonly isReady: boolean;
  readonly lookAgain: () => void;
}): ReactNode {
  const { ratings } = useMessages();
  if (!whereabouts.isNeeded) return null;
  if (isReady && whereabouts.until !== null) {
    return (
      <Text size="sm">
        {ratings.whereaboutsKnown} <Moment at={whereabouts.until} />
      </Text>
    );
  }
  return (
    <Alert
      color="orange"
      variant="outline"
      title={ratings.whereaboutsMissing}
      styles={{ label: { color: "var(--mantine-color-text)" } }}
      role="status"
    >
      <Text size="sm">{ratings.whereaboutsMissingLead(raterCoordinators.join(", "))}</Text>
      <Button variant="default" mt="sm" onClick={lookAgain}>
        {ratings.lookAgain}
      </Button>
    </Alert>
  );
}

function Begin({
  rating,
  clock,
  lookAgain,
}: {
  readonly rating: RatingView;
  readonly clock: InterviewClock;
  readonly lookAgain: () => void;
}): ReactNode {
  const { ratings } = useMessages();
  const { studyId } = useStudy();
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/ratings/:subjectId/commands/start-rating",
    { studyId, subjectId: rating.handle },
  );
  const begin = async (): Promise<void> => {
    if (await send({ data: {} })) clock.start();
  };
  const { isNeeded, until } = rating.whereabouts;
  const isReady = !isNeeded || (until !== null && Date.parse(until) >= Date.now());
  return (
    <Stack gap="sm" align="flex-start">
      <Text size="sm">{rating.isRecording ? ratings.recordingLead : ratings.beginLead}</Text>
      <Whereabouts rating={rating} isReady={isReady} lookAgain={lookAgain} />
      <ProblemNote problem={problem} />
      <Button onClick={() => void begin()} loading={isSending} disabled={!isReady}>
        {ratings.begin}
      </Button>
    </Stack>
  );
}

type UnderwayProps = {
  readonly sheet: RatingSheet;
  readonly clock: InterviewClock;
  readonly lookAgain: () => void;
};

/** The interview itself, or its pause, which covers the answers. */
function Underway({ sheet, clock, lookAgain }: UnderwayProps): ReactNode {
  const { common, ratings } = useMessages();
  const isPaused = !clock.isRunning && clock.hasRun;
  const { model } = sheet;
  // Before the device was read, nobody knows where the interview was left.
  if (sheet.kept.state.standing === "loading") return <Loader aria-label={common.loading} />;
  return (
    <>
      <RatingStrip sheet={sheet} clock={clock} />
      {isPaused ? (
        <Stack align="flex-start" gap="sm" py="xl">
          <Text fw={600}>{ratings.paused}</Text>
          <Text size="sm">{ratings.pausedLead}</Text>
          <Button onClick={clock.start} data-autofocus>
            {ratings.resume}
          </Button>
        </Stack>
      ) : (
        <>
          <ProblemNote problem={sheet.kept.state.problem} />
          {isCaps5(model.instrument?.id) ? (
            <Caps5Interview sheet={sheet} />
          ) : (
            <>
              <ProblemSummary model={model} severity="error" showsMissing={sheet.showsMissing} />
              <FormBody model={model} label={sheet.form.form.label} />
            </>
          )}
          <SubmitRating sheet={sheet} clock={clock} lookAgain={lookAgain} />
        </>
      )}
    </>
  );
}

type Side = "left" | "right" | "none";

function VideoSide({
  side,
  onChoose,
}: {
  readonly side: Side;
  readonly onChoose: (side: Side) => void;
}): ReactNode {
  const { ratings } = useMessages();
  return (
    <Group gap="xs" className="vigil-video-choice">
      <Text size="xs">{ratings.videoSide}</Text>
      <SegmentedControl
        size="xs"
        aria-label={ratings.videoSide}
        value={side}
        onChange={(value) => onChoose(value as Side)}
        data={[
          { value: "left", label: ratings.videoLeft },
          { value: "right", label: ratings.videoRight },
          { value: "none", label: ratings.videoNone },
        ]}
      />
    </Group>
  );
}

const sideKey = "vigil-video-side";

/** On which side of the screen the video window stands; this device remembers it. */
function useVideoSide(): readonly [Side, (side: Side) => void] {
  const [side, setSide] = useState<Side>(() => {
    const kept = localStorage.getItem(sideKey);
    return kept === "right" || kept === "none" ? kept : "left";
  });
  return [
    side,
    (next) => {
      localStorage.setItem(sideKey, next);
      setSide(next);
    },
  ];
}
