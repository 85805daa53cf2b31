import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { useHeld } from "../held-session.tsx";

/** The numbers of the site, to dial with a tap. */
export function Numbers(): ReactNode {
  const { emergency } = useMessages().dosingSession;
  const { pack, session } = useHeld();
  const { physician } = session;
  const numbers = [
    ...(physician ? [{ id: "in-reach", label: physician.name, telephone: physician.telephone }] : []),
    ...pack.contacts,
  ];
  return (
    <Box component="section" className="vigil-numbers" aria-label={emergency.numbers}>
      {numbers.length === 0 ? (
        <Text size="sm">{emergency.noNumbers}</Text>
      ) : (
        numbers.map(({ id, label, telephone }) => <Call key={id} label={label} telephone={telephone} />)
      )}
    </Box>
  );
}

export function Call({
  label,
  telephone,
}: {
  readonly label: string;
  readonly telephone: string;
}): ReactNode {
  return (
    <a className="vigil-call" href={`tel:${telephone.replaceAll(/[^\d+]/g, "")}`}>
      <span>{label}</span>
      <strong>{telephone}</strong>
    </a>
  );
}
