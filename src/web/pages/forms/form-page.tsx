import { Center, Loader } from "@mantine/core";
import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { ClosedForm } from "./closed-form.tsx";
import type { FormAddress } from "./form-data.ts";
import { OpenFormPage } from "./open-form-page.tsx";

const lookEvery = 30_000;

/** One filling of a form: to fill, correct, verify, ask about, sign and read. */
export function FormPage(): ReactNode {
  const { common } = useMessages();
  const {
    studyId = "",
    participantId = "",
    visitId = "",
    formId = "",
    repeat = "1",
  } = useParams({
    strict: false,
  }) as Record<string, string | undefined>;
  const address: FormAddress = { studyId, participantId, formKey: `${visitId}/${formId}/${repeat}` };
  const params = { studyId, participantId };
  const view = useAnswer(
    "GET /api/studies/:studyId/participants/:participantId/form",
    { params, query: { formKey: address.formKey } },
    { refetchInterval: lookEvery },
  );
  const participant = useAnswer("GET /api/studies/:studyId/participants/:participantId", { params });
  const version = view.data?.designVersion ?? "";
  const design = useAnswer(
    "GET /api/studies/:studyId/designs/:version",
    { params: { studyId, version } },
    { enabled: version !== "" },
  );
  if (view.data === undefined && view.error?.problem.status === 404 && participant.data) {
    return <ClosedForm address={address} participant={participant.data} />;
  }
  if (!view.data || !participant.data || !design.data) {
    const waiting = [view, participant, design].find(({ error }) => error);
    if (waiting) return <Answered query={waiting as typeof view}>{() => null}</Answered>;
    return (
      <Center mih="40vh">
        <Loader aria-label={common.loading} />
      </Center>
    );
  }
  return (
    <OpenFormPage
      key={address.formKey + participantId}
      address={address}
      view={view.data}
      participant={participant.data}
      design={design.data.design}
      lookAgain={() => void view.refetch()}
    />
  );
}
