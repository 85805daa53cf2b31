import { type ReactNode, useState } from "react";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { toLocalInput } from "../moment-in-zone.ts";
import { useParticipant, useParticipantCommand } from "../participant-context.tsx";
import { type ContactDraft, contactOf } from "./contact-draft.ts";
import { ContactFields } from "./contact-fields.tsx";

/** A further contact with somebody who has not consented yet. */
export function LogContactDialog({
  opened,
  onClose,
}: {
  readonly opened: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { contacts: texts } = useMessages().participants;
  const { siteId, zone, contacts } = useParticipant();
  const { overview } = useStudy();
  const last = contacts.at(-1);
  const languages = overview.sites.find(({ site }) => site.siteId === siteId)?.site.languages ?? ["en"];
  const [draft, setDraft] = useState<ContactDraft>(() => ({
    siteId,
    when: toLocalInput(new Date().toISOString(), zone),
    channel: "telephone",
    recruitmentSource: last?.recruitmentSource ?? "",
    referredBy: (last?.referredBy ?? "self") as ContactDraft["referredBy"],
    language: last?.language ?? languages[0] ?? "en",
    ageBand: (last?.ageBand ?? "not-asked") as ContactDraft["ageBand"],
    outcome: null,
    failReasons: [],
    note: "",
  }));
  const command = useParticipantCommand("log-contact");
  const contact = contactOf(draft, zone);
  const send = async (): Promise<void> => {
    if (contact && (await command.send(contact))) onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      size="xl"
      title={texts.furtherTitle}
      action={texts.log}
      isSending={command.isSending}
      isReady={contact !== undefined}
      problem={command.problem}
      onSubmit={send}
    >
      <ContactFields draft={draft} onDraft={setDraft} languages={languages} zone={zone} />
    </ActionDialog>
  );
}
