import { NativeSelect, SimpleGrid, TagsInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../../api/use-command.ts";
import { ActionDialog } from "../../../components/action-dialog.tsx";
import { DateInput } from "../../../components/date-input.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { today } from "../places.ts";
import { periodStanding, type StaffMember } from "./use-staff.ts";

type DelegateDialogProps = {
  /** Absent: nothing is delegated now. */
  readonly siteId: string | undefined;
  readonly members: readonly StaffMember[];
  readonly onClose: () => void;
};

/** A line of the delegation log: whom the investigator lets do what, from when until when. */
export function DelegateDialog({ siteId, members, onClose }: DelegateDialogProps): ReactNode {
  const { administration } = useMessages();
  const { studyId } = useStudy();
  const here = members.filter(({ grants }) =>
    grants.some((grant) => grant.siteId === siteId && periodStanding(grant, today()) !== "past"),
  );
  const [userId, setUserId] = useState(here[0]?.userId ?? "");
  const [tasks, setTasks] = useState<readonly string[]>([]);
  const [from, setFrom] = useState(today());
  const [until, setUntil] = useState("");
  const delegate = useCommand("POST /api/studies/:studyId/staff/:subjectId/commands/delegate-tasks", {
    studyId,
    subjectId: userId,
  });
  const submit = async (): Promise<void> => {
    if (siteId === undefined) return;
    const data = { siteId, tasks: [...tasks], from, ...(until === "" ? {} : { until }) };
    if (await delegate.send({ data })) onClose();
  };
  return (
    <ActionDialog
      opened={siteId !== undefined}
      onClose={onClose}
      title={administration.delegate}
      action={administration.delegate}
      isSending={delegate.isSending}
      isReady={userId !== "" && tasks.length > 0 && from !== ""}
      problem={delegate.problem}
      onSubmit={submit}
      size="lg"
    >
      <NativeSelect
        label={administration.member}
        value={userId}
        onChange={(event) => setUserId(event.currentTarget.value)}
        data={here.map((member) => ({ value: member.userId, label: member.name }))}
        data-autofocus
      />
      <TagsInput
        label={administration.tasks}
        description={administration.tasksHelp}
        data={[...administration.commonTasks]}
        value={[...tasks]}
        onChange={setTasks}
        maxTags={30}
        acceptValueOnBlur
      />
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DateInput label={administration.from} value={from} onChange={setFrom} />
        <DateInput label={administration.until} value={until} min={from} onChange={setUntil} />
      </SimpleGrid>
    </ActionDialog>
  );
}
