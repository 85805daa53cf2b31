import { Box, Text } from "@mantine/core";
import type { ReactNode } from "react";
import "./fact-list.css";

export type Fact = {
  readonly name: string;
  /** Nothing is shown of a fact that is not known. */
  readonly value: ReactNode;
  readonly more?: string;
};

/** Facts with their names, those that are known. */
export function FactList({
  facts,
  note,
}: {
  readonly facts: readonly Fact[];
  readonly note?: string | undefined;
}): ReactNode {
  const known = facts.filter(({ value }) => value !== null && value !== undefined && value !== "");
  return (
    <Box>
      <dl className="vigil-facts">
        {known.map(({ name, value, more }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {more ? <span className="vigil-fact-more"> {more}</span> : null}
            </dd>
          </div>
        ))}
      </dl>
      {note === undefined ? null : (
        <Text size="xs" c="dimmed" mt={6}>
          {note}
        </Text>
      )}
    </Box>
  );
}
