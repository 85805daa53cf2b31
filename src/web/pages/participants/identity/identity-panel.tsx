import { Button, Group, Text, Title } from "@mantine/core";
import { useTimeout } from "@mantine/hooks";
import { type ReactNode, useState } from "react";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { FactList } from "../fact-list.tsx";
import { useParticipant } from "../participant-context.tsx";
import { useDialog } from "../use-dialog.ts";
import { EditIdentityDialog } from "./edit-identity-dialog.tsx";
import { type Identity, ReadIdentityDialog } from "./read-identity-dialog.tsx";

const shownMinutes = 5;

/** Who the participant is: which fields are recorded, and their values only on demand, for a purpose, for a while. */
export function IdentityPanel(): ReactNode {
  const { identity: texts } = useMessages().participants;
  const word = useWord("identityField");
  const { identityFields } = useParticipant();
  const { may } = useStudy();
  const [shown, setShown] = useState<Identity>();
  const hideLater = useTimeout(() => setShown(undefined), shownMinutes * 60_000);
  const read = useDialog();
  const edit = useDialog();
  const show = (identity: Identity): void => {
    setShown(identity);
    hideLater.start();
  };
  return (
    <section aria-label={texts.heading}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {texts.heading}
        </Title>
        <Group gap="xs" className="vigil-no-print">
          {shown === undefined && identityFields.length > 0 && may("read-identity") ? (
            <Button variant="default" onClick={() => read.open(true)}>
              {texts.show}
            </Button>
          ) : null}
          {shown === undefined ? null : (
            <Button variant="default" onClick={() => setShown(undefined)}>
              {texts.hide}
            </Button>
          )}
          {may("record-identity") ? (
            <Button variant="default" onClick={() => edit.open(true)}>
              {texts.edit}
            </Button>
          ) : null}
        </Group>
      </Group>
      <Text size="sm" c="dimmed" mb="sm">
        {texts.lead}
      </Text>
      <div aria-live="polite">
        {shown === undefined ? (
          <Text size="sm">
            {identityFields.length === 0
              ? texts.nothing
              : texts.recorded(identityFields.map(word).join(", ").toLowerCase())}
          </Text>
        ) : (
          <FactList
            facts={identityFields.map((field) => ({
              name: word(field),
              value: shown[field as keyof Identity],
            }))}
            note={texts.hidesAt(shownMinutes)}
          />
        )}
      </div>
      <ReadIdentityDialog key={`r${read.turn}`} opened={read.isOpen} onClose={read.close} onRead={show} />
      <EditIdentityDialog
        key={`e${edit.turn}`}
        opened={edit.isOpen}
        onClose={() => {
          setShown(undefined);
          edit.close();
        }}
      />
    </section>
  );
}
