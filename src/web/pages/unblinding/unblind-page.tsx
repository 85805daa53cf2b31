import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { type FormEvent, type ReactNode, useState } from "react";
import type { Answer } from "../../api/call.ts";
import { useAnswer } from "../../api/use-answer.ts";
import { Answered } from "../../components/answered.tsx";
import { Page } from "../../components/page.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { BreakCode } from "./break-code.tsx";
import { CareAdvice } from "./care-advice.tsx";
import { OpenReports } from "./open-reports.tsx";
import { SafetyForm } from "./safety-form.tsx";
import "./unblinding.css";

export type ToUnblind = Answer<"GET /api/studies/:studyId/unblinding/participant">;

/** Unblinding one participant: found by number, then how to treat without the arm, then, if care depends on it, the arm. */
export function UnblindPage(): ReactNode {
  const { unblinding: words } = useMessages();
  const { may } = useStudy();
  const { number } = useLocation().search as { readonly number?: unknown };
  const wanted = number === undefined ? "" : String(number);
  return (
    <Page
      title={may("break-code") ? words.title : words.safetyTitle}
      lead={may("break-code") ? words.lead : words.safetyLead}
    >
      <FindParticipant key={wanted} number={wanted} />
      {wanted === "" ? null : <Found number={wanted} />}
      {may("complete-unblinding-report") ? <OpenReports /> : null}
    </Page>
  );
}

function FindParticipant({ number }: { readonly number: string }): ReactNode {
  const { unblinding: words } = useMessages();
  const [typed, setTyped] = useState(number);
  const navigate = useNavigate();
  const find = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== "") void navigate({ to: ".", search: { number: typed.trim() } as never });
  };
  return (
    <form onSubmit={find} className="vigil-no-print">
      <Group align="flex-end" gap="sm">
        <TextInput
          label={words.numberLabel}
          description={words.numberHelp}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          autoComplete="off"
          autoFocus={number === ""}
        />
        <Button type="submit" variant={number === "" ? "filled" : "default"}>
          {words.find}
        </Button>
      </Group>
    </form>
  );
}

function Found({ number }: { readonly number: string }): ReactNode {
  const { studyId } = useStudy();
  const query = useAnswer("GET /api/studies/:studyId/unblinding/participant", {
    params: { studyId },
    query: { number },
  });
  return (
    <Answered query={query}>{(found) => <Unblinding key={found.participantId} found={found} />}</Answered>
  );
}

function Unblinding({ found }: { readonly found: ToUnblind }): ReactNode {
  const { unblinding: words } = useMessages();
  const { may } = useStudy();
  return (
    <Stack gap="lg">
      {may("break-code") ? <CareAdvice care={found.care} number={found.number} /> : null}
      {found.randomizationNumber === null ? <p>{words.notRandomized(found.number)}</p> : null}
      {found.randomizationNumber !== null && may("break-code") ? <BreakCode found={found} /> : null}
      {found.randomizationNumber !== null && may("unblind-for-safety") ? <SafetyForm found={found} /> : null}
    </Stack>
  );
}
