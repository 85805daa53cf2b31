import { SimpleGrid, Stack, Text, Title, UnstyledButton } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { Answer } from "../../api/call.ts";
import { useCall } from "../../api/use-call.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";

type DemonstrationPerson = Answer<"GET /api/set-up">["demonstrationUsers"][number];

/** Everybody whom a visitor may be, by the place where they work; one tap each. */
export function DemonstrationPeople({
  people,
}: {
  readonly people: readonly DemonstrationPerson[];
}): ReactNode {
  const { account } = useMessages();
  const { words } = useMessages();
  const client = useQueryClient();
  const enter = useCall("POST /api/demonstration/sign-in");
  const enterAs = async (username: string): Promise<void> => {
    if (await enter.send({ body: { username } })) await client.invalidateQueries();
  };
  return (
    <Stack>
      <Stack gap={4}>
        <Title order={2} size="h3">
          {account.demonstrationTitle}
        </Title>
        <Text size="sm" c="dimmed">
          {account.demonstrationHelp}
        </Text>
      </Stack>
      <ProblemNote problem={enter.problem} />
      {groupBySite(inOrderOfRoles(people, Object.keys(words["role"] ?? {}))).map(([site, members]) => (
        <Stack key={site ?? ""} gap={6}>
          <Title order={3} size="sm" c="dimmed">
            {site ?? account.wholeStudy}
          </Title>
          <SimpleGrid cols={{ base: 2, xs: 3 }} spacing={8} verticalSpacing={8}>
            {members.map((person) => (
              <PersonButton
                key={person.username}
                person={person}
                isDisabled={enter.isSending}
                onEnter={() => enterAs(person.username)}
              />
            ))}
          </SimpleGrid>
        </Stack>
      ))}
      <Text size="xs" c="dimmed">
        {account.demonstrationNote}
      </Text>
    </Stack>
  );
}

function PersonButton({
  person,
  isDisabled,
  onEnter,
}: {
  readonly person: DemonstrationPerson;
  readonly isDisabled: boolean;
  readonly onEnter: () => void;
}): ReactNode {
  const word = useWord("role");
  const roles = [...new Set(person.roles.map(({ role }) => word(role)))].join(", ");
  return (
    <UnstyledButton className="vigil-choice" onClick={onEnter} disabled={isDisabled}>
      <Text size="sm" fw={600} lh={1.3}>
        {person.name.replace(/ \(demonstration\)$/, "")}
      </Text>
      <Text size="xs" c="dimmed">
        {roles}
      </Text>
    </UnstyledButton>
  );
}

/** The people whom a visitor looks for first come first: the roles in the order in which the words name them. */
function inOrderOfRoles(
  people: readonly DemonstrationPerson[],
  roles: readonly string[],
): readonly DemonstrationPerson[] {
  const rank = ({ roles: own }: DemonstrationPerson): number => roles.indexOf(own[0]?.role ?? "");
  return [...people].sort((a, b) => rank(a) - rank(b));
}

type Group = readonly [site: string | null, people: readonly DemonstrationPerson[]];

/** Sites in their order of names, then who works for the whole study. */
function groupBySite(people: readonly DemonstrationPerson[]): readonly Group[] {
  const groups = new Map<string | null, DemonstrationPerson[]>();
  for (const person of people) {
    const site = person.roles[0]?.site ?? null;
    groups.set(site, [...(groups.get(site) ?? []), person]);
  }
  return [...groups].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : a.localeCompare(b)));
}
