import { Button, Select, Textarea, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { languageName } from "../language-names.ts";
import { fromLocalInput, toLocalInput } from "../moment-in-zone.ts";
import {
  type FormSummary,
  type Participant,
  useParticipant,
  useParticipantCommand,
  type Visit,
} from "../participant-context.tsx";
import { useDialog } from "../use-dialog.ts";

import { WhereaboutsDialog } from "./whereabouts-dialog.tsx";

type Rating = Participant["ratings"][number];

/** Asks for an independent rating, or cancels one that was asked for. */
export function RatingActions({
  form,
  visit,
}: {
  readonly form: FormSummary;
  readonly visit: Visit;
}): ReactNode {
  const { forms: texts } = useMessages().participants;
  const { may } = useStudy();
  const { ratings } = useParticipant();
  const ask = useDialog();
  const cancel = useDialog<Rating>();
  const locate = useDialog<string>();
  const open = ratings.find(({ formKey, status }) => formKey === form.formKey && status === "requested");
  const isPlanned = visit.status !== "open" && visit.status !== "canceled" && visit.status !== "missed";
  const isWanted = form.status === "empty" && !open && isPlanned;
  return (
    <>
      {isWanted && may("request-rating") ? (
        <Button size="compact-sm" variant="light" onClick={() => ask.open(true)}>
          {texts.askRating}
        </Button>
      ) : null}
      {open?.whereabouts.isNeeded && may("confirm-whereabouts") ? (
        <Button
          size="compact-sm"
          variant={open.whereabouts.until === null ? "light" : "subtle"}
          onClick={() => locate.open(open.handle)}
        >
          {open.whereabouts.until === null ? texts.whereabouts.control : texts.whereabouts.again}
        </Button>
      ) : null}
      {open && may("cancel-rating") ? (
        <Button size="compact-sm" variant="subtle" color="gray" onClick={() => cancel.open(open)}>
          {texts.cancelRating}
        </Button>
      ) : null}
      <AskRatingDialog
        key={`a${ask.turn}`}
        form={form}
        visit={visit}
        opened={ask.isOpen}
        onClose={ask.close}
      />
      {locate.subject ? (
        <WhereaboutsDialog
          key={`w${locate.turn}`}
          handle={locate.subject}
          opened={locate.isOpen}
          onClose={locate.close}
        />
      ) : null}
      {cancel.subject ? (
        <CancelRatingDialog
          key={`c${cancel.turn}`}
          rating={cancel.subject}
          opened={cancel.isOpen}
          onClose={cancel.close}
        />
      ) : null}
    </>
  );
}

function AskRatingDialog({
  form,
  visit,
  opened,
  onClose,
}: {
  readonly form: FormSummary;
  readonly visit: Visit;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { forms: texts } = useMessages().participants;
  const { zone, consent, siteId } = useParticipant();
  const { overview } = useStudy();
  const languages = overview.sites.find(({ site }) => site.siteId === siteId)?.site.languages ?? ["en"];
  const known = consent.signed.at(-1)?.language;
  const [when, setWhen] = useState(() => toLocalInput(visit.plannedFor ?? new Date().toISOString(), zone));
  const [language, setLanguage] = useState(known ?? languages[0] ?? "en");
  const [trauma, setTrauma] = useState("");
  const command = useParticipantCommand("request-rating");
  const startsAt = fromLocalInput(when, zone);
  const send = async (): Promise<void> => {
    if (!startsAt) return;
    const data = { formKey: form.formKey, startsAt, language, indexTrauma: { freeText: trauma.trim() } };
    if (await command.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.askRatingTitle(form.label)}
      lead={texts.askRatingLead}
      action={texts.askRating}
      isSending={command.isSending}
      isReady={startsAt !== undefined && trauma.trim() !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <TextInput
        type="datetime-local"
        label={texts.ratingStart}
        description={zone}
        value={when}
        onChange={(event) => setWhen(event.currentTarget.value)}
        required
      />
      <Select
        label={texts.ratingLanguage}
        data={[...new Set([language, ...languages])].map((tag) => ({ value: tag, label: languageName(tag) }))}
        value={language}
        onChange={(tag) => setLanguage(tag ?? language)}
        allowDeselect={false}
      />
      <Textarea
        label={texts.indexTrauma}
        description={texts.indexTraumaHelp}
        value={trauma}
        onChange={(event) => setTrauma(event.currentTarget.value)}
        autosize
        minRows={2}
        required
      />
    </ActionDialog>
  );
}

function CancelRatingDialog({
  rating,
  opened,
  onClose,
}: {
  readonly rating: Rating;
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { forms: texts } = useMessages().participants;
  const [why, setWhy] = useState("");
  const command = useParticipantCommand("cancel-rating");
  const send = async (): Promise<void> => {
    if (await command.send({ data: { handle: rating.handle, why: { freeText: why.trim() } } })) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={texts.cancelRatingTitle}
      action={texts.cancelRating}
      isDangerous
      isSending={command.isSending}
      isReady={why.trim() !== ""}
      problem={command.problem}
      onSubmit={send}
    >
      <Textarea
        label={texts.why}
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        autosize
        minRows={2}
        data-autofocus
        required
      />
    </ActionDialog>
  );
}
