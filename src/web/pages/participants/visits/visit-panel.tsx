import { SimpleGrid, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { OpenSession } from "../../dosing-session/open-session.tsx";
import { VisitForms } from "../forms/visit-forms.tsx";
import type { Visit } from "../participant-context.tsx";
import { VisitActions } from "./visit-actions.tsx";
import { VisitFacts } from "./visit-facts.tsx";

/** An opened visit: what is known of it, what can be done, its forms. */
export function VisitPanel({ visit }: { readonly visit: Visit }): ReactNode {
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="xl">
      <Stack gap="md">
        <VisitActions visit={visit} />
        <OpenSession visit={visit} />
        <VisitFacts visit={visit} />
        <Missing visit={visit} />
      </Stack>
      <VisitForms visit={visit} />
    </SimpleGrid>
  );
}

function Missing({ visit }: { readonly visit: Visit }): ReactNode {
  const { visits: texts } = useMessages().participants;
  if (visit.status !== "in-progress") return null;
  if (visit.missing.length === 0) return <Text size="sm">{texts.nothingMissing}</Text>;
  return <Text size="sm">{texts.stillMissing(visit.missing.join(", "))}</Text>;
}
