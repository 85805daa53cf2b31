import { Button } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { useCommand } from "../../api/use-command.ts";
import { Answered } from "../../components/answered.tsx";
import { Moment } from "../../components/moment.tsx";
import type { Proof } from "../../components/proof-fields.tsx";
import { ProveDialog } from "../../components/prove-dialog.tsx";
import { type Column, RowsTable } from "../../components/rows-table.tsx";
import { Section } from "../../components/section.tsx";
import { SignDialog } from "../../components/sign-dialog.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { usePersonId } from "../../session/session-keeper.tsx";
import { useStudy } from "../../study/study-context.tsx";

type Act = Answer<"GET /api/studies/:studyId/offline-acts">[number];

/** What devices sent in this person's name: they look, and confirm it with a proof of who they are, or say that it was not them. */
export function ConfirmSection(): ReactNode {
  const { confirm } = useMessages().offline;
  const { studyId } = useStudy();
  const acts = useAnswer("GET /api/studies/:studyId/offline-acts", { params: { studyId } });
  return (
    <Answered query={acts}>
      {(known) => (
        <Section title={confirm.title} lead={known.length > 0 ? confirm.lead : undefined}>
          <ActsTable acts={known} />
        </Section>
      )}
    </Answered>
  );
}

function ActsTable({ acts }: { readonly acts: readonly Act[] }): ReactNode {
  const { confirm } = useMessages().offline;
  const { studyId } = useStudy();
  const action = useWord("action");
  const person = usePersonId();
  const route = "POST /api/studies/:studyId/staff/:subjectId/commands/confirm-offline-signature";
  const command = useCommand(route, { studyId, subjectId: person });
  const [confirms, setConfirms] = useState(false);
  const [disputed, setDisputed] = useState<string>();
  const columns: readonly Column<Act>[] = [
    { key: "what", head: confirm.what, cell: ({ type }) => action(type) },
    { key: "when", head: confirm.when, cell: ({ takenAt }) => <Moment at={takenAt} />, isOneLine: true },
    {
      key: "how",
      head: confirm.how,
      cell: ({ because, as, handedInBy }) =>
        because === "handed-in" ? confirm.handedIn(handedInBy ?? "") : confirm.signedOffline(as),
    },
    {
      key: "act",
      head: "",
      cell: ({ actId }) => (
        <Button variant="subtle" size="compact-md" onClick={() => setDisputed(actId)}>
          {confirm.dispute}
        </Button>
      ),
      align: "end",
    },
  ];
  const sign = async (proof: Proof): Promise<void> => {
    if (await command.send({ proof, data: { actIds: acts.map(({ actId }) => actId) } })) setConfirms(false);
  };
  const dispute = async (proof: Proof): Promise<void> => {
    const isDone = await command.send({ proof, data: { actIds: [disputed ?? ""], disputed: "not-me" } });
    if (isDone) setDisputed(undefined);
  };
  return (
    <>
      <RowsTable
        label={confirm.title}
        rows={acts}
        columns={columns}
        rowKey={({ actId }) => actId}
        empty={confirm.empty}
      />
      {acts.length > 0 ? (
        <Button onClick={() => setConfirms(true)} style={{ alignSelf: "flex-start" }}>
          {confirm.confirm}
        </Button>
      ) : null}
      <SignDialog
        opened={confirms}
        onClose={() => setConfirms(false)}
        title={confirm.title}
        meaning={confirm.confirmMeaning}
        isSending={command.isSending}
        problem={command.problem}
        onSign={sign}
      />
      <ProveDialog
        opened={disputed !== undefined}
        onClose={() => setDisputed(undefined)}
        title={confirm.disputeTitle}
        lead={confirm.disputeLead}
        action={confirm.dispute}
        isDangerous
        onProve={dispute}
      />
    </>
  );
}
