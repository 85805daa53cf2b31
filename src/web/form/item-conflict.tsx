import { Button, Group, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatMoment } from "../components/moment.tsx";
import { useMessages } from "../messages/messages.tsx";
import { useOpenForm } from "./form-context.tsx";
import type { Question } from "./model/form-model.ts";
import { showValue } from "./show-value.ts";

/** Both values of an item that somebody else changed meanwhile. Nothing is overwritten until a person chooses. */
export function ItemConflict({ question }: { readonly question: Question }): ReactNode {
  const messages = useMessages();
  const { forms } = messages;
  const form = useOpenForm();
  const { path, item, choices } = question;
  const conflict = form.conflictAt(path);
  if (!conflict) return null;
  const { zone } = form.around;
  const show = (value: typeof conflict.mine): string => showValue(item, choices, value, { zone, messages });
  const { theirs } = conflict;
  return (
    <div className="vigil-conflict" role="alert">
      <Text size="sm" fw={600}>
        {forms.conflict}
      </Text>
      <dl>
        <dt>{forms.yours}</dt>
        <dd>{show(conflict.mine)}</dd>
        <dt>{forms.theirs(theirs.changedBy ?? "")}</dt>
        <dd>
          {show(theirs.value)}
          {theirs.changedOn === undefined ? null : (
            <span className="vigil-hint"> {formatMoment(theirs.changedOn, zone)}</span>
          )}
        </dd>
      </dl>
      <Group gap="xs">
        <Button size="xs" variant="light" onClick={() => form.choose(path, "mine")}>
          {forms.keepMine}
        </Button>
        <Button size="xs" variant="light" onClick={() => form.choose(path, "theirs")}>
          {forms.takeTheirs}
        </Button>
      </Group>
    </div>
  );
}
