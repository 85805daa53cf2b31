import { Button, Group, Paper, Select, Stack } from "@mantine/core";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import { newId } from "../../api/envelope.ts";
import { useCommand } from "../../api/use-command.ts";
import { Page } from "../../components/page.tsx";
import { ProblemNote } from "../../components/problem-note.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { type ContactDraft, contactOf } from "./contacts/contact-draft.ts";
import { ContactFields } from "./contacts/contact-fields.tsx";
import { toLocalInput } from "./moment-in-zone.ts";

/** Logs the contact with which a participant's record begins, and goes on to that record. */
export function NewContactPage(): ReactNode {
  const { common, participants } = useMessages();
  const { studyId, overview } = useStudy();
  const navigate = useNavigate();
  const [participantId] = useState(newId);
  const { sites } = overview;
  const [draft, setDraft] = useState<ContactDraft>(() => emptyDraft(sites[0]?.site));
  const command = useCommand("POST /api/studies/:studyId/participants/:subjectId/commands/log-contact", {
    studyId,
    subjectId: participantId,
  });
  const site = sites.find(({ site: { siteId } }) => siteId === draft.siteId)?.site;
  const zone = site?.zone ?? "UTC";
  const contact = contactOf(draft, zone);
  const log = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (!contact || command.isSending) return;
    if (await command.send(contact)) {
      await navigate({ to: `/studies/${studyId}/participants/${participantId}` });
    }
  };
  return (
    <Page title={participants.contacts.firstTitle} lead={participants.contacts.firstLead}>
      <form onSubmit={log} noValidate>
        <Paper withBorder p="lg" maw={820}>
          <Stack>
            {sites.length > 1 ? (
              <Select
                label={participants.contacts.site}
                data={sites.map(({ site: one }) => ({
                  value: one.siteId,
                  label: `${one.number} ${one.name}`,
                }))}
                value={draft.siteId}
                onChange={(siteId) => setDraft({ ...draft, siteId: siteId ?? draft.siteId })}
                allowDeselect={false}
              />
            ) : null}
            <ContactFields
              draft={draft}
              onDraft={setDraft}
              languages={site?.languages ?? ["en"]}
              zone={zone}
            />
            <ProblemNote problem={command.problem} />
            <Group justify="flex-end">
              <Button variant="default" component={Link} to={`/studies/${studyId}/participants`}>
                {common.cancel}
              </Button>
              <Button type="submit" loading={command.isSending} disabled={!contact}>
                {participants.contacts.log}
              </Button>
            </Group>
          </Stack>
        </Paper>
      </form>
    </Page>
  );
}

type Site = ReturnType<typeof useStudy>["overview"]["sites"][number]["site"];

function emptyDraft(site: Site | undefined): ContactDraft {
  return {
    siteId: site?.siteId ?? "",
    when: toLocalInput(new Date().toISOString(), site?.zone ?? "UTC"),
    channel: "telephone",
    recruitmentSource: "",
    referredBy: "self",
    language: site?.languages[0] ?? "en",
    ageBand: "not-asked",
    outcome: null,
    failReasons: [],
    note: "",
  };
}
