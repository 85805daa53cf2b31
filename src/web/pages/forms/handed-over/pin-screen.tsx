import { Button, Group, Text, Title } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { call, type Problem } from "../../../api/call.ts";
import { commandEnvelope } from "../../../api/envelope.ts";
import { problemOf } from "../../../api/use-command.ts";
import { ProblemNote } from "../../../components/problem-note.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useNewSession } from "../../../session/use-session.ts";
import type { HandedOverSheet } from "./handed-over-data.ts";

type PinScreenProps = { readonly sheet: HandedOverSheet; readonly onStay: () => void };

const leastDigits = 4;
const mostDigits = 8;
const keys = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;

/** Staff take the device back. What is typed goes to the server first; a wrong PIN too often ends the session. */
export function PinScreen({ sheet, onStay }: PinScreenProps): ReactNode {
  const { handedOver } = useMessages().forms;
  const newSession = useNewSession();
  const navigate = useNavigate();
  const [pin, setPin] = useState("");
  const [problem, setProblem] = useState<Problem>();
  const [isSending, setSending] = useState(false);
  const end = async (): Promise<void> => {
    setSending(true);
    setProblem(undefined);
    try {
      await sheet.kept.keeper.flush();
      const { study, participant } = await call("POST /api/hand-over/end", {
        body: { ...commandEnvelope(), pin },
      });
      await newSession();
      await navigate({ to: `/studies/${study}/participants/${participant}` });
    } catch (error) {
      const found = problemOf(error);
      setProblem(found);
      setPin("");
      if (found.code === "hand-over-ended" || found.status === 401) await newSession();
    } finally {
      setSending(false);
    }
  };
  const add = (digit: string): void => setPin((before) => (before + digit).slice(0, mostDigits));
  const erase = (): void => setPin((before) => before.slice(0, -1));
  const isReady = pin.length >= leastDigits && !isSending;
  useDigitKeys({ add, erase, stay: onStay, enter: () => isReady && void end() });
  return (
    <div className="vigil-calm-page vigil-pin">
      <Title order={1} size="h2">
        {handedOver.pinTitle}
      </Title>
      <Text>{handedOver.pinLead}</Text>
      <output className="vigil-pin-dots" aria-label={handedOver.pinDigits(pin.length)}>
        {"●".repeat(pin.length).padEnd(leastDigits, "○")}
      </output>
      <ProblemNote problem={problem} />
      <div className="vigil-pin-keys">
        {keys.map((key) => (
          <button key={key} type="button" onClick={() => add(key)}>
            {key}
          </button>
        ))}
        <button type="button" onClick={erase}>
          {handedOver.erase}
        </button>
        <button type="button" onClick={() => add("0")}>
          {"0"}
        </button>
        <button type="button" disabled={!isReady} onClick={() => void end()} data-primary>
          {handedOver.enter}
        </button>
      </div>
      <Group justify="center">
        <Button variant="subtle" size="lg" onClick={onStay}>
          {handedOver.stay}
        </Button>
      </Group>
    </div>
  );
}

type DigitKeys = {
  readonly add: (digit: string) => void;
  readonly erase: () => void;
  readonly stay: () => void;
  readonly enter: () => void;
};

/** The PIN by keyboard, wherever the focus is. */
function useDigitKeys({ add, erase, stay, enter }: DigitKeys): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (/^\d$/.test(event.key)) add(event.key);
      else if (event.key === "Backspace") erase();
      else if (event.key === "Escape") stay();
      // On a button Enter presses the button.
      else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) enter();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  });
}
