import { Button, Group, NativeSelect, Radio, ScrollArea, Stack, Text, TextInput } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { readKitCode } from "#trial";
import { ActionDialog } from "../../components/action-dialog.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { type Shipment, type Stock, useStockCommand } from "./kit-data.ts";

type Condition = "present" | "missing" | "damaged";
type Temperature = "in-range" | "excursion";

/** Kit by kit: scanned or marked, until every one is accounted for. */
export function ReceiveDialog({
  stock,
  shipment,
  onClose,
}: {
  readonly stock: Stock;
  readonly shipment: Shipment;
  readonly onClose: () => void;
}): ReactNode {
  const { receive: say } = useMessages().kits;
  const codes = stock.kits.flatMap((kit) => (kit.shipmentId === shipment.shipmentId ? kit.code : []));
  const [marked, setMarked] = useState<Readonly<Record<string, Condition>>>({});
  const [temperature, setTemperature] = useState<Temperature | "">("");
  const command = useStockCommand("receive-shipment", stock.siteId);
  const left = codes.filter((code) => !marked[code]);
  const mark = (code: string, condition: Condition): void =>
    setMarked((before) => ({ ...before, [code]: condition }));
  const submit = async (): Promise<void> => {
    if (temperature === "") return;
    const lines = codes.map((code) => ({ code, condition: marked[code] ?? "present" }));
    const done = await command.send({ data: { shipmentId: shipment.shipmentId, temperature, lines } });
    if (done) onClose();
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
      isReady={left.length === 0 && temperature !== ""}
      problem={command.problem}
      onSubmit={submit}
    >
      <ScanField codes={codes} onScan={(code) => mark(code, "present")} />
      <Group justify="space-between">
        <Text size="sm" aria-live="polite">
          {say.left(left.length)}
        </Text>
        <Button
          variant="light"
          onClick={() => {
            for (const code of left) mark(code, "present");
          }}
        >
          {say.rest}
        </Button>
      </Group>
      <ScrollArea.Autosize mah={280} type="auto" offsetScrollbars>
        <Stack gap={4}>
          {codes.map((code) => (
            <Group key={code} justify="space-between" wrap="nowrap">
              <Text ff="monospace">{code}</Text>
              <NativeSelect
                aria-label={say.conditionOf(code)}
                value={marked[code] ?? ""}
                onChange={(event) => mark(code, event.currentTarget.value as Condition)}
                data={[
                  ...(marked[code] ? [] : [{ value: "", label: "–" }]),
                  ...(["present", "missing", "damaged"] as const).map((value) => ({
                    value,
                    label: say.conditions[value],
                  })),
                ]}
              />
            </Group>
          ))}
        </Stack>
      </ScrollArea.Autosize>
      <Radio.Group
        label={say.temperature}
        required
        value={temperature}
        onChange={(value) => setTemperature(value as Temperature)}
      >
        <Stack gap="xs" mt="xs">
          <Radio value="in-range" label={say.temperatures["in-range"]} />
          <Radio value="excursion" label={say.temperatures.excursion} />
        </Stack>
      </Radio.Group>
    </ActionDialog>
  );
}

/** Takes a code from a scanner or the keyboard; Enter takes the next. */
function ScanField({
  codes,
  onScan,
}: {
  readonly codes: readonly string[];
  readonly onScan: (code: string) => void;
}): ReactNode {
  const { receive: say } = useMessages().kits;
  const [typed, setTyped] = useState("");
  const [wrong, setWrong] = useState<string>();
  const take = (event: KeyboardEvent): void => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    const code = readKitCode(typed);
    const isOfShipment = code !== undefined && codes.includes(code);
    if (isOfShipment) onScan(code);
    setWrong(isOfShipment || typed === "" ? undefined : say.unknown(typed));
    setTyped("");
  };
  return (
    <TextInput
      label={say.scan}
      description={say.scanHelp}
      value={typed}
      error={wrong}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={take}
      data-autofocus
    />
  );
}
