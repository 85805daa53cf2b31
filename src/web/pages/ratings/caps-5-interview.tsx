import { Button, Group, Kbd, Text } from "@mantine/core";
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import { type Caps5Item, caps5Items, questionsOfItem, standingOf } from "../../form/instruments/caps-5.ts";
import { focusAnswer, formKeys } from "../../form/keyboard.ts";
import { instrumentSection } from "../../form/model/form-model.ts";
import { problemsOf } from "../../form/problem-summary.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { Caps5Map } from "./caps-5-map.tsx";
import { Caps5Scores } from "./caps-5-scores.tsx";
import { Caps5Step } from "./caps-5-step.tsx";
import type { RatingSheet } from "./rating-data.ts";

type Caps5InterviewProps = {
  readonly sheet: RatingSheet;
  /** Whether only some items are rated, so that no score can be told. */
  readonly isInPart?: boolean;
};

/** The CAPS-5 interview for a video call: one item at a time, rated by keys, with a map of all thirty. */
export function Caps5Interview({ sheet, isInPart = false }: Caps5InterviewProps): ReactNode {
  const { ratings } = useMessages();
  const { model, showsMissing } = sheet;
  const items = useMemo(() => {
    const section = model.sections.find(({ id }) => id === instrumentSection);
    return caps5Items(section?.questions ?? []);
  }, [model]);
  const [number, setNumber] = useState(() => firstOpen(items)?.number ?? "A");
  const at = items.findIndex((item) => item.number === number);
  const item = items[at];
  const following = items[at + 1];
  const step = useRef<HTMLFormElement>(null);
  const onKeyDown = useMemo(formKeys, []);
  const goTo = (next: Caps5Item | undefined): void => {
    if (next) setNumber(next.number);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: another item takes the focus
  useEffect(() => {
    focusAnswer(step.current?.querySelector<HTMLElement>(".vigil-item"));
    step.current?.scrollIntoView({ block: "nearest" });
  }, [number]);
  useGoTo((path) =>
    goTo(items.find((one) => questionsOfItem(one).some((question) => question.path === path))),
  );
  useClearing(step, sheet.open.type);
  if (!item) return null;
  const open = problemsOf(model, "error", showsMissing);
  return (
    <>
      <Caps5Map items={items} number={number} onChoose={goTo} showsMissing={showsMissing} />
      {open.length > 0 ? (
        <Text size="sm" className="vigil-problem" data-severity="error" role="alert">
          {ratings.unanswered(open.length)}
        </Text>
      ) : null}
      <form
        ref={step}
        data-form
        className="vigil-form vigil-interview"
        aria-label={ratings.item(item.number)}
        noValidate
        onSubmit={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key === "PageDown") goTo(following);
          else if (event.key === "PageUp") goTo(items[at - 1]);
          else return onKeyDown(event);
          event.preventDefault();
        }}
      >
        <Caps5Step item={item} sheet={sheet} />
        <Group justify="space-between" mt="md">
          <Button variant="default" disabled={at === 0} onClick={() => goTo(items[at - 1])}>
            {ratings.previous} <Kbd ms={8}>{ratings.previousKey}</Kbd>
          </Button>
          <Button data-form-action onClick={() => (following ? goTo(following) : focusSubmit())}>
            {following ? ratings.next : ratings.toSubmit} <Kbd ms={8}>{ratings.nextKey}</Kbd>
          </Button>
        </Group>
      </form>
      {isInPart ? null : <Caps5Scores model={model} />}
    </>
  );
}

/** From the last item on to the signature. */
function focusSubmit(): void {
  document.querySelector<HTMLElement>("[data-submit-rating]")?.focus();
}

function firstOpen(items: readonly Caps5Item[]): Caps5Item | undefined {
  return items.find((item) => standingOf(item) !== "done");
}

/** Leads to the item of a path, when something outside asks for it. */
function useGoTo(go: (path: string) => void): void {
  useEffect(() => {
    const listen = (event: Event): void => go(String((event as CustomEvent).detail));
    document.addEventListener("vigil-go-to", listen);
    return () => document.removeEventListener("vigil-go-to", listen);
  });
}

/** Delete on a choice takes it back. */
function useClearing(
  step: { readonly current: HTMLElement | null },
  type: (path: string, value: null) => void,
): void {
  useEffect(() => {
    const element = step.current;
    const clear = (event: Event): void => type(String((event as CustomEvent).detail), null);
    element?.addEventListener("vigil-clear", clear);
    return () => element?.removeEventListener("vigil-clear", clear);
  });
}
