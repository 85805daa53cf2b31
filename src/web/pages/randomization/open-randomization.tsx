import { Button, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useCommand } from "../../api/use-command.ts";
import type { Proof } from "../../components/proof-fields.tsx";
import { SignDialog } from "../../components/sign-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { readBlockSizes } from "./block-sizes.ts";
import type { Standing } from "./randomization-page.tsx";

/** Opens randomization for the newest version of the protocol, by signature; lengths of blocks are given here and nowhere else. */
export function OpenRandomization({ standing }: { readonly standing: Standing }): ReactNode {
  const { randomization: texts } = useMessages();
  const { studyId } = useStudy();
  const [isDialogOpen, setDialogOpen] = useState(false);
  const [written, setWritten] = useState("");
  const command = useCommand("POST /api/studies/:studyId/commands/open-randomization", { studyId });
  const { method, designVersion, isOpen, openedFor } = standing;
  if (method === null || isOpen) return null;
  const isFirst = openedFor.length === 0;
  const sizes = readBlockSizes(written);
  const sign = async (proof: Proof): Promise<void> => {
    if (sizes === "unreadable") return;
    const data = sizes.length > 0 ? { blockSizes: [...sizes] } : {};
    if (await command.send({ proof, data })) setDialogOpen(false);
  };
  return (
    <>
      <Button
        onClick={() => {
          command.forget();
          setDialogOpen(true);
        }}
      >
        {isFirst ? texts.openAct : texts.openAgain}
      </Button>
      <SignDialog
        opened={isDialogOpen}
        onClose={() => setDialogOpen(false)}
        title={texts.openTitle}
        meaning={texts.openMeaning}
        isSending={command.isSending}
        isReady={sizes !== "unreadable"}
        problem={command.problem}
        onSign={sign}
      >
        <Text size="sm">
          {isFirst ? texts.openLead(designVersion ?? "") : texts.openAgainLead(designVersion ?? "")}
        </Text>
        {method === "permuted-blocks" ? (
          <TextInput
            label={texts.blockSizes}
            description={texts.blockSizesHelp}
            value={written}
            onChange={(event) => setWritten(event.currentTarget.value)}
            error={sizes === "unreadable" ? texts.blockSizesWrong : undefined}
            autoComplete="off"
          />
        ) : null}
      </SignDialog>
    </>
  );
}
