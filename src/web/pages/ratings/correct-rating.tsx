import { Button, Group, List, Stack, Text, Textarea } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import type { Proof } from "../../components/proof-fields.tsx";
import { SignDialog } from "../../components/sign-dialog.tsx";
import { FormBody } from "../../form/form-body.tsx";
import { isCaps5 } from "../../form/instruments/caps-5.ts";
import { questionAt } from "../../form/problem-summary.tsx";
import { showValue } from "../../form/show-value.ts";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { Caps5Interview } from "./caps-5-interview.tsx";
import { meaningOf, type RatingSheet } from "./rating-data.ts";

type CorrectRatingProps = { readonly sheet: RatingSheet; readonly lookAgain: () => void };

/**
 * Corrects an assessment that was handed in without showing it: the rater rates anew what was wrong, and all else stays as it
 * was. What they never see again cannot bend a later assessment of the same person.
 */
export function CorrectRating({ sheet, lookAgain }: CorrectRatingProps): ReactNode {
  const { ratings, forms } = useMessages();
  const [isSigning, setSigning] = useState(false);
  const { model, form, kept } = sheet;
  const count = Object.keys(kept.state.draft.pending).length;
  const drop = (): void => {
    kept.keeper.discard();
    sheet.setCorrecting(false);
  };
  return (
    <>
      <Text size="sm">{ratings.correctLead}</Text>
      {isCaps5(model.instrument?.id) ? (
        <Caps5Interview sheet={sheet} isInPart />
      ) : (
        <FormBody model={model} label={form.form.label} />
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" onClick={drop}>
          {forms.discard}
        </Button>
        <Button disabled={count === 0} onClick={() => setSigning(true)} data-submit-rating>
          {ratings.correctAction}
        </Button>
      </Group>
      <SignCorrection
        sheet={sheet}
        opened={isSigning}
        onClose={() => setSigning(false)}
        lookAgain={lookAgain}
      />
    </>
  );
}

type SignCorrectionProps = CorrectRatingProps & { readonly opened: boolean; readonly onClose: () => void };

/** What changes, why, and the signature to the whole as it then is. */
function SignCorrection({ sheet, opened, onClose, lookAgain }: SignCorrectionProps): ReactNode {
  const { ratings, forms } = useMessages();
  const { studyId } = useStudy();
  const [reason, setReason] = useState("");
  const { rating, form, kept } = sheet;
  const { pending, version } = kept.state.draft;
  const { send, isSending, problem, forget } = useCommand(
    "POST /api/studies/:studyId/ratings/:subjectId/commands/correct-rating",
    { studyId, subjectId: rating.handle },
  );
  const entries = Object.entries(pending).map(([path, { value }]) => ({ path, value }));
  const why = reason.trim();
  const sign = async (proof: Proof): Promise<void> => {
    if (why === "") return;
    if (!(await send({ basedOn: version, reason: why, proof, data: { entries } }))) return lookAgain();
    kept.keeper.discard();
    sheet.setCorrecting(false);
    onClose();
    lookAgain();
  };
  return (
    <SignDialog
      opened={opened}
      onClose={() => {
        forget();
        onClose();
      }}
      title={ratings.correctTitle}
      meaning={meaningOf(form) ?? ratings.meaning}
      isReady={why !== ""}
      isSending={isSending}
      problem={problem}
      onSign={sign}
    >
      <Changes sheet={sheet} entries={entries} />
      <Textarea
        label={forms.reasonLabel}
        placeholder={forms.reasonPlaceholder}
        autosize
        minRows={2}
        maxLength={2_000}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        data-autofocus
      />
    </SignDialog>
  );
}

type ChangesProps = {
  readonly sheet: RatingSheet;
  readonly entries: readonly { readonly path: string; readonly value: Parameters<typeof showValue>[2] }[];
};

function Changes({ sheet: { model, open }, entries }: ChangesProps): ReactNode {
  const messages = useMessages();
  return (
    <Stack gap={4}>
      <Text size="sm">{messages.ratings.correctsTo}</Text>
      <List size="sm">
        {entries.map(({ path, value }) => {
          const question = questionAt(model, path);
          const shown = showValue(question?.item, question?.choices, value, {
            zone: open.around.zone,
            messages,
          });
          return (
            <List.Item key={path}>{messages.ratings.corrected(question?.label ?? path, shown)}</List.Item>
          );
        })}
      </List>
    </Stack>
  );
}
