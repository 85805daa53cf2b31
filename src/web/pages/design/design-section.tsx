import { Box, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import styles from "./design.module.css";

type DesignSectionProps = { readonly id: string; readonly title: string; readonly children: ReactNode };

/** A part of the design that an address can name: `…/design/1.0#schedule`. */
export function DesignSection({ id, title, children }: DesignSectionProps): ReactNode {
  return (
    <Stack component="section" gap="sm" id={id} className={styles["section"]}>
      <Title order={2} size="h3">
        {title}
      </Title>
      {children}
    </Stack>
  );
}

/** A term and what it means, side by side. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [term: string, value: ReactNode])[];
}): ReactNode {
  return (
    <Box component="dl" className={styles["facts"]}>
      {facts
        .filter(([, value]) => value !== undefined && value !== null && value !== "")
        .map(([term, value]) => (
          <div key={term} className={styles["fact"]}>
            <Text component="dt" size="sm" c="dimmed">
              {term}
            </Text>
            <Text component="dd" size="sm" m={0}>
              {value}
            </Text>
          </div>
        ))}
    </Box>
  );
}

/** What to read where a design says nothing. */
export function Nothing({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Text size="sm" c="dimmed">
      {children}
    </Text>
  );
}
