import { type ReactNode, useState } from "react";
import { newId } from "../../../api/envelope.ts";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { nowhere, SiteFields, siteOf } from "./site-fields.tsx";

type OpenSiteDialogProps = { readonly opened: boolean; readonly onClose: () => void };

export function OpenSiteDialog({ opened, onClose }: OpenSiteDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId } = useStudy();
  const [siteId, setSiteId] = useState(newId);
  const [place, setPlace] = useState(nowhere);
  const open = useCommand("POST /api/studies/:studyId/sites/:subjectId/commands/open-site", {
    studyId,
    subjectId: siteId,
  });
  const site = siteOf(place);
  const submit = async (): Promise<void> => {
    if (!site || !(await open.send({ data: site }))) return;
    setPlace(nowhere);
    setSiteId(newId());
    onClose();
  };
  return (
    <ActionDialog
      opened={opened}
      onClose={onClose}
      title={administration.openSite}
      lead={administration.openSiteLead}
      action={administration.openSite}
      isSending={open.isSending}
      isReady={site !== undefined}
      problem={open.problem}
      onSubmit={submit}
      size="lg"
    >
      <SiteFields place={place} onChange={(part) => setPlace((before) => ({ ...before, ...part }))} />
    </ActionDialog>
  );
}
