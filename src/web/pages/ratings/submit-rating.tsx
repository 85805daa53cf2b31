import { Button, Group } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import type { Proof } from "../../components/proof-fields.tsx";
import { SignDialog } from "../../components/sign-dialog.tsx";
import { problemsOf } from "../../form/problem-summary.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { InterviewClock } from "./interview-clock.ts";
import { meaningOf, type RatingSheet } from "./rating-data.ts";

type SubmitRatingProps = {
  readonly sheet: RatingSheet;
  readonly clock: InterviewClock;
  readonly lookAgain: () => void;
};

/** Hands the assessment in: the rater's signature is what hands it in. */
export function SubmitRating({ sheet, clock, lookAgain }: SubmitRatingProps): ReactNode {
  const { ratings, forms } = useMessages();
  const { studyId } = useStudy();
  const [isSigning, setSigning] = useState(false);
  const { rating, form, model, kept, showMissing } = sheet;
  const { send, isSending, problem, forget } = useCommand(
    "POST /api/studies/:studyId/ratings/:subjectId/commands/submit-rating",
    { studyId, subjectId: rating.handle },
  );
  const begin = (): void => {
    showMissing();
    const first = problemsOf(model, "error", true)[0];
    if (first) document.dispatchEvent(new CustomEvent("vigil-go-to", { detail: first.path }));
    else setSigning(true);
  };
  const sign = async (proof: Proof): Promise<void> => {
    if (!(await kept.keeper.flush())) return;
    const basedOn = kept.keeper.state().draft.version;
    if (await send({ basedOn, proof, data: { entries: [] } })) {
      clock.stop();
      setSigning(false);
    } else lookAgain();
  };
  const isUnsaved = kept.state.standing === "unreached";
  return (
    <Group justify="flex-end" mt="md">
      <Button onClick={begin} data-submit-rating data-form-action={model.instrument ? undefined : true}>
        {ratings.submit}
      </Button>
      <SignDialog
        opened={isSigning}
        onClose={() => {
          forget();
          setSigning(false);
        }}
        title={ratings.submitTitle}
        meaning={meaningOf(form) ?? ratings.meaning}
        isSending={isSending}
        problem={
          problem ??
          (isUnsaved ? { title: "", status: 0, detail: forms.unreached, code: "offline" } : undefined)
        }
        onSign={sign}
      />
    </Group>
  );
}
