import { Anchor, Progress, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import { sectionElementId } from "./form-section.tsx";
import { type FormModel, isAnswered, type Section } from "./model/form-model.ts";

/** The sections of a form with how far each is. Beside the form where there is room. */
export function SectionIndex({ model }: { readonly model: FormModel }): ReactNode {
  const { forms } = useMessages();
  const named = model.sections.filter(({ label }) => label !== undefined);
  if (named.length < 2) return null;
  return (
    <nav aria-label={forms.sections}>
      <Text size="xs" fw={600} c="dimmed" mb={4}>
        {forms.sections}
      </Text>
      <Stack gap={2}>
        {named.map((section) => (
          <IndexEntry key={section.id} section={section} />
        ))}
      </Stack>
    </nav>
  );
}

function IndexEntry({ section }: { readonly section: Section }): ReactNode {
  const { answered, all } = countOf(section);
  return (
    <Anchor
      href={`#${sectionElementId(section.id)}`}
      size="sm"
      c="inherit"
      underline="hover"
      className="vigil-index-entry"
      onClick={(event) => {
        event.preventDefault();
        const element = document.getElementById(sectionElementId(section.id));
        element?.scrollIntoView({ block: "start" });
        element?.focus({ preventScroll: true });
      }}
    >
      <span>{section.label}</span>
      {all === 0 ? null : (
        <>
          <span className="vigil-hint">{`${answered}/${all}`}</span>
          <Progress value={(answered / all) * 100} size={3} aria-hidden="true" />
        </>
      )}
    </Anchor>
  );
}

/** Of the items that take an answer, how many have one. */
function countOf({ questions, rows }: Section): { readonly answered: number; readonly all: number } {
  const typed = [...questions, ...rows.flatMap((row) => row.questions)].filter(
    ({ item }) => item.type !== "computed",
  );
  return { answered: typed.filter(({ value }) => isAnswered(value)).length, all: typed.length };
}
