import { Accordion } from "@mantine/core";
import type { ReactNode } from "react";
import { DefinitionText } from "../../components/definition-text.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { FormView } from "./form-data.ts";

/** The definition that governs the form, in the words of the training and the manual. Whoever writes has it open; to read, one tap. */
export function FormDefinition({
  view,
  isOpen,
}: {
  readonly view: FormView;
  readonly isOpen: boolean;
}): ReactNode {
  const { training } = useMessages();
  const { definition } = view;
  if (definition === null) return null;
  return (
    <Accordion variant="contained" defaultValue={isOpen ? definition.id : null}>
      <Accordion.Item value={definition.id}>
        <Accordion.Control>{training.helpTitle(definition.label)}</Accordion.Control>
        <Accordion.Panel>
          <DefinitionText definition={definition} />
        </Accordion.Panel>
      </Accordion.Item>
    </Accordion>
  );
}
