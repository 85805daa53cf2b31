import { Alert, Button, Paper, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type Answer, call } from "../../api/call.ts";
import type { Routes } from "../../api/routes.generated.ts";
import { useRefresh } from "../../api/use-answer.ts";
import { ProveDialog } from "../../components/prove-dialog.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { AllocationList } from "./allocation-list.tsx";
import { ArmCounts } from "./arm-counts.tsx";
import { Recomputed } from "./recomputed.tsx";

/** What is behind the seal, each part closed until the unblinded statistician opens it with their password. */
export function ClosedArea(): ReactNode {
  const { randomization: texts } = useMessages();
  return (
    <Section title={texts.closedArea} lead={texts.closedAreaLead}>
      <Stack gap="md">
        <Sealed
          route="POST /api/studies/:studyId/randomization/recomputation"
          title={texts.recompute}
          lead={texts.recomputeLead}
          act={texts.recompute}
          dialogTitle={texts.recomputeTitle}
          show={(answer) => <Recomputed recomputation={answer} />}
        />
        <Sealed
          route="POST /api/studies/:studyId/randomization/counts"
          title={texts.counts}
          lead={texts.countsLead}
          act={texts.show}
          dialogTitle={texts.countsTitle}
          dialogLead={texts.seeLead}
          show={(answer) => <ArmCounts counts={answer} />}
        />
        <Sealed
          route="POST /api/studies/:studyId/randomization/list"
          title={texts.list}
          lead={texts.listLead}
          act={texts.show}
          dialogTitle={texts.listTitle}
          dialogLead={texts.seeLead}
          show={(answer) => <AllocationList places={answer} />}
        />
      </Stack>
    </Section>
  );
}

type SealedRoute = Extract<keyof Routes, `POST /api/studies/:studyId/randomization/${string}`>;

type SealedProps<Route extends SealedRoute> = {
  readonly route: Route;
  readonly title: string;
  readonly lead: string;
  readonly act: string;
  readonly dialogTitle: string;
  readonly dialogLead?: string;
  readonly show: (answer: Answer<Route>) => ReactNode;
};

/** What was opened is kept on this page alone, and gone with it. */
function Sealed<Route extends SealedRoute>(props: SealedProps<Route>): ReactNode {
  const { randomization: texts } = useMessages();
  const { studyId } = useStudy();
  const [isAsked, setAsked] = useState(false);
  const [answer, setAnswer] = useState<Answer<Route>>();
  const refresh = useRefresh();
  return (
    <Paper withBorder p="md">
      <Section
        title={props.title}
        lead={props.lead}
        actions={
          answer === undefined ? (
            <Button
              variant="default"
              aria-label={`${props.title}: ${props.act}`}
              onClick={() => setAsked(true)}
            >
              {props.act}
            </Button>
          ) : (
            <Button
              variant="default"
              aria-label={`${props.title}: ${texts.hide}`}
              onClick={() => setAnswer(undefined)}
            >
              {texts.hide}
            </Button>
          )
        }
      >
        {answer === undefined ? null : <div role="status">{props.show(answer)}</div>}
      </Section>
      <ProveDialog
        opened={isAsked}
        onClose={() => setAsked(false)}
        title={props.dialogTitle}
        lead={<Alert color="gray">{props.dialogLead ?? props.lead}</Alert>}
        action={props.act}
        onProve={async (proof) => {
          const opened = await call(props.route, { params: { studyId }, body: { proof } } as never);
          setAnswer(opened as Answer<Route>);
          setAsked(false);
          await refresh();
        }}
      />
    </Paper>
  );
}
