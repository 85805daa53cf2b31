import { Button, Group, Radio, Stack } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { download, type Problem } from "../../api/call.ts";
import { problemOf } from "../../api/use-command.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { Section } from "../../components/section.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { saveFile } from "../ledger/save-file.ts";

type Arms = "pooled" | "scrambled";

/** Takes data for blinded analysis: without arms, or with arms drawn by lot. */
export function TakeExtract(): ReactNode {
  const { blinding: texts } = useMessages();
  const { studyId } = useStudy();
  const [arms, setArms] = useState<Arms>("pooled");
  const [problem, setProblem] = useState<Problem>();
  const [isBusy, setBusy] = useState(false);
  const take = async (): Promise<void> => {
    setBusy(true);
    setProblem(undefined);
    try {
      const file = await download("POST /api/studies/:studyId/extracts", {
        params: { studyId },
        body: { arms },
      });
      saveFile(file, texts.file(arms));
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(false);
  };
  return (
    <Section title={texts.extracts} lead={texts.extractsLead}>
      <Radio.Group label={texts.extracts} value={arms} onChange={(value) => setArms(value as Arms)}>
        <Stack gap="xs" mt={4}>
          <Radio value="pooled" label={texts.pooled} description={texts.pooledHelp} />
          <Radio value="scrambled" label={texts.scrambled} description={texts.scrambledHelp} />
        </Stack>
      </Radio.Group>
      <ProblemNote problem={problem} />
      <Group>
        <Button loading={isBusy} onClick={() => void take()}>
          {texts.take}
        </Button>
      </Group>
    </Section>
  );
}
