import { Button, NativeSelect, Text } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { call, type Problem } from "../../api/call.ts";
import { commandEnvelope } from "../../api/envelope.ts";
import { useRefresh } from "../../api/use-answer.ts";
import { problemOf } from "../../api/use-command.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { type Proof, ProofFields, useProofEntry } from "../../components/proof-fields.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { saveFile } from "../ledger/save-file.ts";

/** Issues sheets for a site and hands their file to the browser: it holds arms, and the page shows none. */
export function IssueEnvelopes(): ReactNode {
  const { unblinding: words } = useMessages();
  const { studyId, overview } = useStudy();
  const refresh = useRefresh();
  const sites = overview.sites.map(({ site }) => site);
  const [isOpen, setOpen] = useState(false);
  const [siteId, setSiteId] = useState(sites[0]?.siteId ?? "");
  const [problem, setProblem] = useState<Problem>();
  const [isSending, setSending] = useState(false);
  const [count, setCount] = useState<number>();
  const [envelope, setEnvelope] = useState(commandEnvelope);
  const entry = useProofEntry(isOpen);
  const number = sites.find((site) => site.siteId === siteId)?.number ?? "";
  const issue = async (proof: Proof): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      const issued = await call("POST /api/studies/:studyId/sites/:subjectId/commands/issue-envelopes", {
        params: { studyId, subjectId: siteId },
        body: { ...envelope, data: {}, proof },
      });
      saveFile(new Blob([issued.html], { type: "text/html;charset=utf-8" }), words.fileName(number));
      setCount(issued.serials.length);
      setOpen(false);
      setEnvelope(commandEnvelope());
      await refresh();
    } catch (error) {
      const known = problemOf(error);
      setProblem(known);
      entry.clearCode();
      if (known.status > 0 && known.status < 500) setEnvelope(commandEnvelope());
    } finally {
      setSending(false);
    }
  };
  return (
    <>
      <Text size="sm" role="status">
        {count === undefined ? "" : words.issued(count)}
      </Text>
      <Button onClick={() => setOpen(true)}>{words.issue}</Button>
      <ActionDialog
        opened={isOpen}
        onClose={() => setOpen(false)}
        title={words.issueTitle(number)}
        lead={words.issueLead}
        action={words.issue}
        isDangerous
        isSending={isSending}
        isReady={entry.isReady && siteId !== ""}
        problem={problem ?? entry.failure}
        onSubmit={() => issue(entry.proof)}
      >
        <NativeSelect
          label={words.siteLabel}
          value={siteId}
          onChange={(event) => setSiteId(event.currentTarget.value)}
          data={sites.map((site) => ({ value: site.siteId, label: `${site.number} ${site.name}` }))}
        />
        <ProofFields entry={entry} onPasskey={issue} />
      </ActionDialog>
    </>
  );
}
