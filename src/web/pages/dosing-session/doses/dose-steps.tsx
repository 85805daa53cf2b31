import { Button, Stack, Text, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { firstDose } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { useHeld } from "../held-session.tsx";
import { timeOfDay } from "../times.ts";
import { DoseDialog, KitDialog } from "./dose-dialogs.tsx";

/** The initial kit, then the initial dose: each by two persons. */
export function DoseSteps(): ReactNode {
  const { gate } = useMessages().dosingSession;
  return (
    <Stack gap={6} component="section" aria-label={gate.steps} className="vigil-card">
      <Title order={2} size="h6">
        {gate.steps}
      </Title>
      <KitAndDose kind="initial" />
    </Stack>
  );
}

/** What is done with one kit of the session, step by step. */
export function KitAndDose({ kind }: { readonly kind: "initial" | "supplemental" }): ReactNode {
  const { gate } = useMessages().dosingSession;
  const { session, pack } = useHeld();
  const { may } = useStudy();
  const [open, setOpen] = useState<"kit" | "dose">();
  const kit = session.kits[kind];
  const atHand = pack.kits[kind];
  const dose = firstDose(session, kind);
  const mayOpen =
    session.gate !== null &&
    (kind === "initial" || session.supplemental?.decision === "give") &&
    !session.ended;
  if (dose) return <Text size="sm">{`✓ ${gate.doseGiven(gate.kindsFirst[kind], timeOfDay(dose.at))}`}</Text>;
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {kit
          ? gate.kitOpened(gate.kindsFirst[kind], kit.code, timeOfDay(kit.at))
          : atHand
            ? gate.kitAtHand(atHand.code)
            : gate.noKit}
      </Text>
      {kit || !may("open-session-kit") ? null : (
        <Button size="lg" disabled={!mayOpen || !atHand} onClick={() => setOpen("kit")}>
          {gate.openKit(gate.kinds[kind])}
        </Button>
      )}
      {may("record-dose") ? (
        <Button
          size="lg"
          variant={kit ? "filled" : "subtle"}
          color={kit ? "water" : "gray"}
          onClick={() => setOpen("dose")}
        >
          {gate.giveDose(gate.kinds[kind])}
        </Button>
      ) : null}
      {open === "kit" && atHand ? (
        <KitDialog kind={kind} code={atHand.code} onClose={() => setOpen(undefined)} />
      ) : null}
      {open === "dose" ? <DoseDialog kind={kind} onClose={() => setOpen(undefined)} /> : null}
    </Stack>
  );
}
