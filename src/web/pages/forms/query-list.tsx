import { Stack, Text, UnstyledButton } from "@mantine/core";
import type { ReactNode } from "react";
import { StatusBadge, type Tone } from "../../components/status-badge.tsx";
import { questionAt } from "../../form/problem-summary.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { FormView } from "./form-data.ts";
import type { FormSheet } from "./use-form-sheet.ts";

export type Query = FormView["queries"][number];

export const queryTones: Readonly<Record<Query["state"], Tone>> = {
  open: "attention",
  answered: "info",
  closed: "neutral",
};

/** The queries of the form that are not closed: each leads to its thread. */
export function QueryList({ sheet }: { readonly sheet: FormSheet }): ReactNode {
  const { forms } = useMessages();
  const open = sheet.view.queries.filter(({ state }) => state !== "closed");
  if (open.length === 0) return null;
  return (
    <section aria-label={forms.queries}>
      <Text size="xs" fw={600} c="dimmed" mb={4}>
        {forms.queries}
      </Text>
      <Stack gap={6}>
        {open.map((query) => (
          <UnstyledButton
            key={query.queryId}
            fz="sm"
            onClick={() => sheet.setDrawer({ kind: "queries", path: query.itemPath })}
          >
            <StatusBadge tone={queryTones[query.state]}>{forms.queryState[query.state]}</StatusBadge>{" "}
            {questionAt(sheet.model, query.itemPath)?.label ?? forms.formItself}
            <Text size="xs" c="dimmed" lineClamp={2}>
              {query.messages.at(-1)?.text}
            </Text>
          </UnstyledButton>
        ))}
      </Stack>
    </section>
  );
}
