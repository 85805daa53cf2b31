import type { ReactNode } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { ApprovalFields, useApprovalEntry } from "./approval-fields.tsx";
import type { ConsentForm, Site } from "./approvals.ts";

type ApprovalDialogProps = {
  /** Absent: nothing is recorded now. */
  readonly site: Site | undefined;
  /** The newest first. */
  readonly versions: readonly string[];
  readonly consents: readonly ConsentForm[];
  readonly onClose: () => void;
};

/** What a site's ethics committee approved: a version of the protocol, or of a consent form in a language. */
export function ApprovalDialog({ site, versions, consents, onClose }: ApprovalDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId } = useStudy();
  const params = { studyId, subjectId: site?.siteId ?? "" };
  const design = useCommand(
    "POST /api/studies/:studyId/sites/:subjectId/commands/approve-design-version",
    params,
  );
  const consent = useCommand(
    "POST /api/studies/:studyId/sites/:subjectId/commands/approve-consent-version",
    params,
  );
  const entry = useApprovalEntry(site, versions, consents);
  const { what, version, approvedOn, effectiveFrom, reconsentBy, consent: chosen } = entry;
  const about = { committee: entry.committee.trim(), approvedOn, effectiveFrom };
  const submit = async (): Promise<void> => {
    const { documentId, version: consentVersion, language } = chosen;
    const form = { documentId, version: consentVersion, language };
    const isDone =
      what === "protocol"
        ? await design.send({ data: { version, ...about } })
        : await consent.send({ data: { ...about, ...form, ...(reconsentBy === "" ? {} : { reconsentBy }) } });
    if (isDone) onClose();
  };
  const isChosen = what === "protocol" ? version !== "" : chosen.language !== "";
  return (
    <ActionDialog
      opened={site !== undefined}
      onClose={onClose}
      title={administration.recordApprovalOf(site?.name ?? "")}
      action={administration.record}
      isSending={design.isSending || consent.isSending}
      isReady={isChosen && about.committee !== "" && approvedOn !== "" && effectiveFrom !== ""}
      problem={what === "protocol" ? design.problem : consent.problem}
      onSubmit={submit}
      size="lg"
    >
      <ApprovalFields entry={entry} versions={versions} consents={consents} />
    </ActionDialog>
  );
}
