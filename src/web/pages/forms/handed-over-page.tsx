import { Center, Loader } from "@mantine/core";
import type { ReactNode } from "react";
import { useAnswer } from "../../api/use-answer.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useSession } from "../../session/use-session.ts";
import { HandedOverForm } from "./handed-over/handed-over-form.tsx";
import "../../form/form.css";
import "./handed-over/handed-over.css";

/** The site's tablet in a participant's hands: one form, and nothing else. */
export function HandedOverPage(): ReactNode {
  const { common } = useMessages();
  const session = useSession();
  const isHandedOver = session.data?.state === "handed-over";
  const form = useAnswer("GET /api/handed-over/form", {}, { enabled: isHandedOver });
  if (form.data) return <HandedOverForm form={form.data} lookAgain={() => void form.refetch()} />;
  return (
    <Center component="main" mih="100vh" p="md">
      {form.error ? <ProblemNote problem={form.error.problem} /> : <Loader aria-label={common.loading} />}
    </Center>
  );
}
