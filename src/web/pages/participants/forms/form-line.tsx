import { Anchor, Button, Group, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { formatMoment } from "../../../components/moment.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { formPath } from "../../forms/form-data.ts";
import { HandOverDialog } from "../../forms/hand-over-dialog.tsx";
import { NotDoneDialog } from "../../forms/not-done-dialog.tsx";
import { type FormSummary, useParticipant, type Visit } from "../participant-context.tsx";
import { toneOf } from "../tones.ts";
import { useDialog } from "../use-dialog.ts";
import { WordBadge } from "../word-badge.tsx";
import { RatingActions } from "./rating-actions.tsx";

/** One filling of a form at a visit. */
export function FormLine({ form, visit }: { readonly form: FormSummary; readonly visit: Visit }): ReactNode {
  const { forms: texts } = useMessages().participants;
  const word = useWord("completedBy");
  return (
    <li className="vigil-form-line">
      <div>
        <FormName form={form} hasBegun={hasBegun(visit)} />
        <Text size="xs" c="dimmed" component="div">
          {texts.filledBy(word(form.completedBy).toLowerCase())}
          {form.required ? "" : ` · ${texts.optional}`}
          {form.headline === null ? "" : ` · ${form.headline}`}
        </Text>
      </div>
      <Group gap={6} justify="flex-end">
        <FormBadges form={form} />
        <FormActions form={form} visit={visit} />
      </Group>
    </li>
  );
}

function hasBegun({ status }: Visit): boolean {
  return status === "in-progress" || status === "completed";
}

/** A link where there is something to open; of a form that is kept from the viewer only its name. */
export function FormName({
  form,
  hasBegun: isOpen,
  label = form.label,
}: {
  readonly form: FormSummary;
  readonly hasBegun: boolean;
  readonly label?: string;
}): ReactNode {
  const { forms: texts } = useMessages().participants;
  const { studyId } = useStudy();
  const { participantId } = useParticipant();
  if (form.isVisible && (isOpen || form.status !== "empty")) {
    return (
      <Anchor component={Link} to={formPath({ studyId, participantId }, form.formKey)} size="sm" fw={500}>
        {label}
      </Anchor>
    );
  }
  return (
    <Text size="sm" component="span" title={form.isVisible ? undefined : texts.hidden}>
      {label}
    </Text>
  );
}

export function FormBadges({ form }: { readonly form: FormSummary }): ReactNode {
  const { forms: texts } = useMessages().participants;
  const signatureWord = useWord("formSignatures");
  const isToSign = form.status === "submitted" && form.signatures !== "none-asked";
  return (
    <>
      {form.openQueries > 0 ? (
        <StatusBadge tone="attention">{texts.queries(form.openQueries)}</StatusBadge>
      ) : null}
      {isToSign ? (
        <StatusBadge tone={toneOf("formSignatures", form.signatures)}>
          {signatureWord(form.signatures)}
        </StatusBadge>
      ) : null}
      <RatingState form={form} />
      <WordBadge kind="formStatus" code={form.status} />
    </>
  );
}

function RatingState({ form }: { readonly form: FormSummary }): ReactNode {
  const { forms: texts } = useMessages().participants;
  const { ratings, zone } = useParticipant();
  const word = useWord("ratingStatus");
  const rating = ratings.filter(({ formKey }) => formKey === form.formKey).at(-1);
  if (!rating) return null;
  if (rating.status === "returned") return <StatusBadge tone="attention">{texts.raterGaveBack}</StatusBadge>;
  const learned = rating.raterLearned?.map((fact) => texts.learned[fact] ?? fact).join(", ");
  if (rating.status !== "requested") {
    if (learned) return <StatusBadge tone="attention">{texts.raterLearned(learned)}</StatusBadge>;
    return rating.isNextByAnother ? <StatusBadge tone="info">{texts.anotherRater}</StatusBadge> : null;
  }
  const { isNeeded, until } = rating.whereabouts;
  const isKnown = until !== null && Date.parse(until) >= Date.now();
  const when = rating.startsAt === null ? "" : formatMoment(rating.startsAt, zone);
  return (
    <>
      <StatusBadge tone="info">{texts.rating(word(rating.status).toLowerCase(), when)}</StatusBadge>
      {isNeeded ? (
        <StatusBadge tone={isKnown ? "good" : "attention"}>
          {isKnown ? texts.whereabouts.confirmed(formatMoment(until, zone)) : texts.whereabouts.missing}
        </StatusBadge>
      ) : null}
    </>
  );
}

function FormActions({ form, visit }: { readonly form: FormSummary; readonly visit: Visit }): ReactNode {
  const { forms: texts } = useMessages().participants;
  const { may, studyId } = useStudy();
  const { participantId } = useParticipant();
  const notDone = useDialog();
  const handOver = useDialog();
  const address = { studyId, participantId, formKey: form.formKey };
  const isOpen = form.status === "empty" || form.status === "draft";
  const begun = hasBegun(visit);
  const mayHandOver = form.completedBy === "participant" && isOpen && begun && may("hand-over-device");
  const mayMark = isOpen && begun && may("mark-form-not-done");
  const mayAdd =
    form.repeats && form.status === "submitted" && begun && isLast(form, visit) && may("draft-items");
  return (
    <>
      {mayHandOver ? (
        <Button size="compact-sm" variant="light" onClick={() => handOver.open(true)}>
          {texts.handOver}
        </Button>
      ) : null}
      {form.completedBy === "independent-rater" ? <RatingActions form={form} visit={visit} /> : null}
      {mayAdd ? (
        <Button
          size="compact-sm"
          variant="default"
          component={Link}
          to={formPath({ studyId, participantId }, nextKey(form))}
        >
          {texts.addAnother}
        </Button>
      ) : null}
      {mayMark ? (
        <Button size="compact-sm" variant="subtle" color="gray" fw={400} onClick={() => notDone.open(true)}>
          {texts.notDone}
        </Button>
      ) : null}
      {mayHandOver ? (
        <HandOverDialog
          opened={handOver.isOpen}
          onClose={handOver.close}
          address={address}
          label={form.label}
        />
      ) : null}
      {mayMark ? <NotDoneDialog opened={notDone.isOpen} onClose={notDone.close} address={address} /> : null}
    </>
  );
}

function nextKey({ formKey }: FormSummary): string {
  const [visitId, formId, repeat = "1"] = formKey.split("/");
  return `${visitId}/${formId}/${Number(repeat) + 1}`;
}

function isLast(form: FormSummary, visit: Visit): boolean {
  return visit.forms.filter(({ formId }) => formId === form.formId).at(-1)?.formKey === form.formKey;
}
