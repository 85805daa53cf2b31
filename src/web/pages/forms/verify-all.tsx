import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { ProblemNote } from "../../components/problem-note.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import type { FormAddress } from "./form-data.ts";
import type { FormSheet } from "./use-form-sheet.ts";
import { useVerify } from "./use-verify.ts";

/** Notes that all that stands on the form was compared with its source. */
export function VerifyAll({
  sheet,
  address,
}: {
  readonly sheet: FormSheet;
  readonly address: FormAddress;
}): ReactNode {
  const { forms } = useMessages();
  const { may } = useStudy();
  const { view } = sheet;
  const verify = useVerify(view, address);
  const open = view.items
    .filter(({ verified, value }) => !verified && value !== null)
    .map(({ path }) => path);
  if (!may("verify-source") || view.status !== "submitted" || open.length === 0) return null;
  return (
    <>
      <ProblemNote problem={verify.problem} />
      <Button loading={verify.isSending} onClick={() => void verify.send(open)}>
        {forms.verifyAll}
      </Button>
    </>
  );
}
