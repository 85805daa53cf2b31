import { useCommand } from "../../api/use-command.ts";
import type { FormAddress, FormView } from "./form-data.ts";

/** The command that notes that items were compared with their source, as this person saw them. */
export function useVerify({ version }: FormView, address: FormAddress) {
  const { send, isSending, problem } = useCommand(
    "POST /api/studies/:studyId/participants/:subjectId/commands/verify-source",
    { studyId: address.studyId, subjectId: address.participantId },
  );
  return {
    isSending,
    problem,
    send: (paths: readonly string[]) => send({ basedOn: version, data: { formKey: address.formKey, paths } }),
  };
}
