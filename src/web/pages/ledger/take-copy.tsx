import { Button, Checkbox, Group, NativeSelect, Radio, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { Role } from "#design";
import { type Action, isPermitted } from "#trial";
import { download, type Problem } from "../../api/call.ts";
import { problemOf } from "../../api/use-command.ts";
import { ProblemNote } from "../../components/problem-note.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { saveFile } from "./save-file.ts";

const wholeStudy = "";
type Contents = "sealed" | "readable";

/** Taking a copy: of what, and how much of it can be read. Only what the person's roles reach is offered. */
export function TakeCopy(): ReactNode {
  const { ledger: words } = useMessages();
  const { overview } = useStudy();
  const reaches = useReach();
  const choices = [
    ...(reaches("export-ledger", wholeStudy) ? [{ value: wholeStudy, label: words.wholeStudy }] : []),
    ...overview.sites
      .filter(({ site }) => reaches("export-ledger", site.siteId))
      .map(({ site }) => ({ value: site.siteId, label: words.site(site.number, site.name) })),
  ];
  const [siteId, setSiteId] = useState(choices[0]?.value ?? wholeStudy);
  const mayRead = reaches("see-participant", siteId);
  const mayIdentify = siteId !== wholeStudy && reaches("read-identity", siteId);
  const [wanted, setWanted] = useState<Contents>("readable");
  const contents = mayRead ? wanted : "sealed";
  const [withIdentities, setWithIdentities] = useState(false);
  const { state, problem, take } = useTaking({
    siteId,
    contents,
    withIdentities: withIdentities && contents === "readable" && mayIdentify,
  });
  if (choices.length === 0) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="copy-title">
      <Title order={2} size="h4" id="copy-title">
        {words.copiesTitle}
      </Title>
      <Text size="sm" c="dimmed" maw="85ch">
        {words.copiesHelp}
      </Text>
      <NativeSelect
        label={words.copyOf}
        data={choices}
        value={siteId}
        onChange={(event) => setSiteId(event.currentTarget.value)}
        maw={360}
      />
      <Radio.Group label={words.contents} value={contents} onChange={(value) => setWanted(value as Contents)}>
        <Stack gap="xs" mt={4}>
          {mayRead ? (
            <Radio value="readable" label={words.readable} description={words.readableHelp} />
          ) : null}
          <Radio value="sealed" label={words.sealed} description={words.sealedHelp} />
        </Stack>
      </Radio.Group>
      {contents === "readable" && mayIdentify ? (
        <Checkbox
          label={words.identities}
          description={words.identitiesHelp}
          checked={withIdentities}
          onChange={(event) => setWithIdentities(event.currentTarget.checked)}
        />
      ) : null}
      <ProblemNote problem={problem} />
      <Group gap="sm">
        <Button onClick={take} loading={state === "taking"}>
          {words.take}
        </Button>
        <Text size="sm" c="dimmed" aria-live="polite">
          {state === "taking" ? words.taking : state === "taken" ? `${words.taken} ${words.keep}` : ""}
        </Text>
      </Group>
    </Stack>
  );
}

type Wanted = {
  readonly siteId: string;
  readonly contents: Contents;
  readonly withIdentities: boolean;
};

/** Asks for the copy and hands it to the browser to save. */
function useTaking({ siteId, contents, withIdentities }: Wanted) {
  const { ledger: words } = useMessages();
  const { studyId, overview } = useStudy();
  const [state, setState] = useState<"idle" | "taking" | "taken">("idle");
  const [problem, setProblem] = useState<Problem>();
  const take = async (): Promise<void> => {
    setState("taking");
    setProblem(undefined);
    try {
      const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
      const place = siteId === wholeStudy ? {} : { siteId };
      const body = { contents, withIdentities, zone, ...place };
      const copy = await download("POST /api/studies/:studyId/ledger/exports", { params: { studyId }, body });
      const site = overview.sites.find((one) => one.site.siteId === siteId)?.site;
      const day = new Date().toISOString().slice(0, 10);
      const whose = site ? words.sitePart(site.number) : words.studyPart;
      saveFile(copy, contents === "readable" ? words.readableFile(whose, day) : words.sealedFile(day));
      setState("taken");
    } catch (error) {
      setProblem(problemOf(error));
      setState("idle");
    }
  };
  return { state, problem, take };
}

/** Whether a role that may do it reaches the site, or the whole study. The server says so in the end. */
function useReach(): (action: Action, siteId: string) => boolean {
  const { overview } = useStudy();
  return (action, siteId) =>
    overview.roles.some(
      ({ role, sites }) =>
        isPermitted(role as Role, action) &&
        (sites === "all" || (siteId !== wholeStudy && sites.includes(siteId))),
    );
}
