import { Button, Group, Text, Title } from "@mantine/core";
import { type ReactNode, useId } from "react";
import { nullFlavorOf } from "#design";
import { Chips } from "../../form/editors/choice-editor.tsx";
import { useOpenForm } from "../../form/form-context.tsx";
import {
  asksForTraumaRelatedness,
  type Caps5Item,
  severityChoices,
  severityOf,
} from "../../form/instruments/caps-5.ts";
import { itemElementId } from "../../form/item-element-id.ts";
import { ItemMarksView } from "../../form/item-marks.tsx";
import { ItemProblems } from "../../form/item-problems.tsx";
import { ItemRow } from "../../form/item-row.tsx";
import type { Question } from "../../form/model/form-model.ts";
import { NoAnswer } from "../../form/no-answer.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { Caps5Note } from "./caps-5-note.tsx";
import type { RatingSheet } from "./rating-data.ts";

/** One item of the interview: what it is about, its ratings, the severity that they give, notes. */
export function Caps5Step({
  item,
  sheet,
}: {
  readonly item: Caps5Item;
  readonly sheet: RatingSheet;
}): ReactNode {
  const { ratings } = useMessages();
  const { number, label, part, single } = item;
  return (
    <section aria-labelledby="interview-item">
      <Group gap="sm" align="baseline" mb={4}>
        <Title order={2} size="h4" id="interview-item">
          {number === "A" ? label : `${number}. ${label}`}
        </Title>
        <Text size="sm" className="vigil-hint">
          {ratings.sections[part]}
        </Text>
      </Group>
      <Prompt item={item} />
      {item.isSymptom ? <SymptomRatings item={item} /> : null}
      {single ? <Single question={single} /> : null}
      <Caps5Note number={number} sheet={sheet} />
    </section>
  );
}

/** An item that is no symptom: its classes, or months to be typed. */
function Single({ question }: { readonly question: Question }): ReactNode {
  if (question.choices && nullFlavorOf(question.value) === undefined) {
    return <RatingChoices question={question} name={question.item.label} />;
  }
  return (
    <div className="vigil-list">
      <ItemRow question={{ ...question, label: question.item.label }} />
    </div>
  );
}

/** Room for the words of the interview: a content pack's, else a reminder in our own words. */
function Prompt({ item }: { readonly item: Caps5Item }): ReactNode {
  const { ratings } = useMessages();
  const asked = item.frequency ?? item.single;
  const isPacked = asked !== undefined && asked.label !== asked.item.label;
  return (
    <div className="vigil-prompt">
      <Text size="sm">{isPacked ? asked.label : ratings.guideOf[item.number]}</Text>
      {isPacked ? null : (
        <Text size="xs" className="vigil-hint" mt={4}>
          {ratings.guideNote}
        </Text>
      )}
    </div>
  );
}

function SymptomRatings({ item }: { readonly item: Caps5Item }): ReactNode {
  const { ratings } = useMessages();
  const flavor = nullFlavorOf(item.severity?.value);
  if (item.severity && flavor) {
    return (
      <div className="vigil-item" data-path={item.severity.path}>
        <div className="vigil-item-answer">
          <NoAnswer
            question={item.severity}
            flavor={flavor}
            ids={{ field: "not-rated", label: "interview-item", described: undefined, isInvalid: false }}
          />
        </div>
      </div>
    );
  }
  return (
    <div className="vigil-ratings">
      <RatingChoices question={item.frequency} name={item.isByAmount ? ratings.amount : ratings.frequency} />
      <RatingChoices
        question={item.intensity}
        name={ratings.intensity}
        isAside={item.frequency?.value === 0}
      />
      <SeverityNow item={item} />
      {asksForTraumaRelatedness(item) ? (
        <RatingChoices question={item.traumaRelated} name={ratings.traumaRelated} isInLine />
      ) : null}
    </div>
  );
}

type RatingChoicesProps = {
  readonly question: Question | undefined;
  readonly name: string;
  readonly isInLine?: boolean;
  /** Need not be answered: of what is absent there is no intensity. */
  readonly isAside?: boolean;
};

/** The classes of one rating, one under the other with their words; a digit chooses. */
function RatingChoices({ question, name, isInLine = false, isAside = false }: RatingChoicesProps): ReactNode {
  const form = useOpenForm();
  const base = useId();
  if (!question) return null;
  const isMissed = form.showsMissing && question.isMissing;
  const ids = { field: `${base}f`, label: `${base}l`, described: `${base}p`, isInvalid: isMissed };
  return (
    <div
      className="vigil-item vigil-rating-choices"
      data-inline={isInLine || undefined}
      data-aside={isAside || undefined}
      data-wrong={isMissed || undefined}
      id={itemElementId(question.path)}
      data-path={question.path}
    >
      <Text size="sm" fw={600} id={ids.label}>
        {name}
      </Text>
      <div className="vigil-item-answer">
        <Chips question={question} ids={ids} choices={question.choices ?? []} />
        <ItemProblems id={ids.described} question={question} isMissed={isMissed} />
      </div>
    </div>
  );
}

/** The severity that frequency and intensity give; where the rule leaves a choice, the choice. */
function SeverityNow({ item }: { readonly item: Caps5Item }): ReactNode {
  const { ratings } = useMessages();
  const form = useOpenForm();
  const severity = severityOf(item);
  const question = item.severity;
  const choices = severityChoices(item);
  const words = question?.choices?.find(({ value }) => value === severity)?.label;
  const [lower, higher] = choices;
  const isLower = severity === lower;
  return (
    <div
      className="vigil-severity-now"
      data-wrong={(form.showsMissing && question?.isMissing) || undefined}
      id={question ? itemElementId(question.path) : undefined}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Text size="sm" fw={600}>
            {ratings.severity}
          </Text>
          <output aria-live="polite" aria-label={ratings.severity}>
            <span className="vigil-severity">{severity ?? "–"}</span>{" "}
            <span>{severity === undefined ? ratings.severityWaits : words}</span>
          </output>
        </div>
        {question ? <ItemMarksView question={question} /> : null}
      </Group>
      {question && lower !== undefined && higher !== undefined ? (
        <Group gap="xs" mt={4}>
          <Text size="xs" className="vigil-hint">
            {ratings.stepNote}
          </Text>
          <Button
            size="compact-xs"
            variant="default"
            tabIndex={-1}
            onClick={() => form.type(question.path, isLower ? null : lower)}
          >
            {isLower ? ratings.stepUp(higher) : ratings.stayLower(lower)}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}
