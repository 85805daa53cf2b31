import { Button, Checkbox, Select, Stack, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { isOpenRating, type RatingView } from "./rating-data.ts";

const facts = ["treatment", "visit", "session-content", "other"] as const;
const ways = ["participant", "site-staff", "recording", "document", "software", "other"] as const;
const reasons = ["learned-something", "knows-participant", "ill", "no-time", "other"] as const;

type OfRating = { readonly rating: RatingView };

/** Files that the rater learned what is kept from them, during the interview or afterwards; never which treatment. */
export function LearnedSomething({ rating }: OfRating): ReactNode {
  const { ratings } = useMessages();
  const { learned: texts } = ratings;
  const { studyId } = useStudy();
  const [isOpen, setOpen] = useState(false);
  const [isFiled, setFiled] = useState(false);
  const [learned, setLearned] = useState<readonly string[]>([]);
  const [from, setFrom] = useState<(typeof ways)[number]>("participant");
  const [when, setWhen] = useState(now);
  const { send, isSending, problem, forget } = useCommand(
    "POST /api/studies/:studyId/ratings/:subjectId/commands/file-rater-unblinding",
    { studyId, subjectId: rating.handle },
  );
  const close = (): void => {
    forget();
    setOpen(false);
  };
  const file = async (): Promise<void> => {
    const learnedAt = new Date(Math.min(new Date(when).getTime(), Date.now())).toISOString();
    const data = { learned: facts.filter((fact) => learned.includes(fact)), from, learnedAt };
    if (await send({ data })) {
      setFiled(true);
      close();
    }
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {isFiled ? texts.filed : texts.control}
      </Button>
      <ActionDialog
        opened={isOpen}
        onClose={close}
        title={texts.title}
        lead={texts.lead}
        action={texts.file}
        isSending={isSending}
        isReady={learned.length > 0 && when !== ""}
        problem={problem}
        onSubmit={file}
      >
        <Checkbox.Group label={texts.what} value={[...learned]} onChange={setLearned}>
          <Stack gap="xs" mt="xs">
            {facts.map((fact) => (
              <Checkbox key={fact} value={fact} label={texts.facts[fact]} size="md" />
            ))}
          </Stack>
        </Checkbox.Group>
        <Select
          label={texts.how}
          data={ways.map((value) => ({ value, label: texts.ways[value] }))}
          value={from}
          onChange={(way) => setFrom((way as typeof from | null) ?? from)}
          allowDeselect={false}
        />
        <TextInput
          type="datetime-local"
          label={texts.when}
          value={when}
          onChange={(event) => setWhen(event.currentTarget.value)}
          required
        />
      </ActionDialog>
    </>
  );
}

/** Hands an assessment back, so that another rater is asked for. */
export function HandBack({ rating }: OfRating): ReactNode {
  const { ratings } = useMessages();
  const { handBack: texts } = ratings;
  const { studyId } = useStudy();
  const [isOpen, setOpen] = useState(false);
  const [why, setWhy] = useState<(typeof reasons)[number] | null>(null);
  const { send, isSending, problem, forget } = useCommand(
    "POST /api/studies/:studyId/ratings/:subjectId/commands/hand-back-rating",
    { studyId, subjectId: rating.handle },
  );
  const close = (): void => {
    forget();
    setOpen(false);
  };
  if (!isOpenRating(rating)) return null;
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        {texts.control}
      </Button>
      <ActionDialog
        opened={isOpen}
        onClose={close}
        title={texts.title}
        lead={texts.lead}
        action={texts.control}
        isDangerous
        isSending={isSending}
        isReady={why !== null}
        problem={problem}
        onSubmit={async () => {
          if (why !== null && (await send({ data: { why } }))) close();
        }}
      >
        <Select
          label={texts.why}
          data={reasons.map((value) => ({ value, label: texts.reasons[value] }))}
          value={why}
          onChange={(reason) => setWhy(reason as typeof why)}
          data-autofocus
          required
        />
      </ActionDialog>
    </>
  );
}

/** Now, as this device's clock has it, to the minute. */
function now(): string {
  const at = new Date();
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
