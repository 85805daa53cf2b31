import { Button, Group, List, NumberInput, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type CompiledDesign, packedDoses } from "#design";
import { useAnswer } from "../../api/use-answer.ts";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { Answered } from "../../components/answered.tsx";
import { DateInput } from "../../components/date-input.tsx";
import { useMessages, useWord } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { useReadDesign } from "../design/use-design.ts";
import { useStockCommand } from "./kit-data.ts";

/** For the unblinded side: a further shipment, alike for every arm. */
export function ShipButton({ siteId }: { readonly siteId: string }): ReactNode {
  const { ship: say } = useMessages().kits;
  const [opened, setOpened] = useState(false);
  return (
    <>
      <Button onClick={() => setOpened(true)}>{say.act}</Button>
      {opened ? <ShipDialog siteId={siteId} onClose={() => setOpened(false)} /> : null}
    </>
  );
}

function ShipDialog({
  siteId,
  onClose,
}: {
  readonly siteId: string;
  readonly onClose: () => void;
}): ReactNode {
  const { studyId, overview } = useStudy();
  const version = overview.study.designVersion ?? "";
  const query = useAnswer("GET /api/studies/:studyId/designs/:version", { params: { studyId, version } });
  return (
    <Answered query={query}>
      {({ design }) => <ReadShipDialog siteId={siteId} design={design} onClose={onClose} />}
    </Answered>
  );
}

function ReadShipDialog({
  siteId,
  design,
  onClose,
}: {
  readonly siteId: string;
  readonly design: Parameters<typeof useReadDesign>[0];
  readonly onClose: () => void;
}): ReactNode {
  const read = useReadDesign(design);
  return read.isRead ? <PackForm siteId={siteId} compiled={read.compiled} onClose={onClose} /> : null;
}

type Kind = "initial" | "supplemental";
type Lots = Readonly<Record<string, { readonly lot: string; readonly expiresOn: string }>>;

function PackForm({
  siteId,
  compiled,
  onClose,
}: {
  readonly siteId: string;
  readonly compiled: CompiledDesign;
  readonly onClose: () => void;
}): ReactNode {
  const { ship: say } = useMessages().kits;
  const word = useWord("kitKind");
  const doses = (compiled.design.kits?.levels ?? []).flatMap(({ id }) => packedDoses(compiled, id));
  const kinds: readonly Kind[] = doses.some(({ supplemental }) => supplemental > 0)
    ? ["initial", "supplemental"]
    : ["initial"];
  const arms = compiled.design.arms.filter(({ id }) => doses.some(({ armId }) => armId === id));
  const [sets, setSets] = useState<number | string>(4);
  const [expiresOn, setExpiresOn] = useState("");
  const [capsules, setCapsules] = useState<Readonly<Record<Kind, number | string>>>({
    initial: 1,
    supplemental: 1,
  });
  const [lots, setLots] = useState<Lots>({});
  const command = useStockCommand("ship-kits", siteId);
  const lotOf = (arm: string) => lots[arm] ?? { lot: "", expiresOn: "" };
  const packs = doses.flatMap((dose) =>
    kinds.map((kind) => ({
      armId: dose.armId,
      level: dose.level,
      kind,
      ...lotOf(dose.armId),
      capsules: Number(capsules[kind]),
      milligrams: dose[kind],
    })),
  );
  const isReady =
    expiresOn !== "" &&
    Number(sets) > 0 &&
    arms.every(({ id }) => lotOf(id).lot !== "" && lotOf(id).expiresOn !== "");
  const submit = async (): Promise<void> => {
    const data = { setsPerArm: Number(sets), expiresOn, packs };
    if (await command.send({ data } as never)) onClose();
  };
  return (
    <ActionDialog
      opened
      onClose={onClose}
      title={say.title}
      lead={say.lead}
      action={say.act}
      size="lg"
      isSending={command.isSending}
      isReady={isReady}
      problem={command.problem}
      onSubmit={submit}
    >
      <Group grow align="flex-end">
        <NumberInput label={say.sets} min={1} max={40} value={sets} onChange={setSets} data-autofocus />
        <DateInput label={say.expires} value={expiresOn} onChange={setExpiresOn} />
      </Group>
      <Group grow align="flex-end">
        {kinds.map((kind) => (
          <NumberInput
            key={kind}
            label={say.capsules(word(kind))}
            min={1}
            max={50}
            value={capsules[kind]}
            onChange={(value) => setCapsules((before) => ({ ...before, [kind]: value }))}
          />
        ))}
      </Group>
      {arms.map(({ id, name }) => (
        <Group grow align="flex-end" key={id}>
          <TextInput
            label={say.lots(name)}
            value={lotOf(id).lot}
            onChange={(event) => {
              const lot = event.currentTarget.value;
              setLots((before) => ({ ...before, [id]: { ...lotOf(id), lot } }));
            }}
          />
          <DateInput
            label={say.lotExpires(name)}
            value={lotOf(id).expiresOn}
            onChange={(day) => setLots((before) => ({ ...before, [id]: { ...lotOf(id), expiresOn: day } }))}
          />
        </Group>
      ))}
      <Text size="sm" fw={600}>
        {say.doses}
      </Text>
      <List size="sm">
        {doses.map(({ armId, level, initial, supplemental }) => (
          <List.Item key={`${armId} ${level}`}>
            {say.dose(compiled.arms.get(armId)?.name ?? armId, level, initial, supplemental)}
          </List.Item>
        ))}
      </List>
    </ActionDialog>
  );
}
