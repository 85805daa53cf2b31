import { Box, Button, NativeSelect, Text, UnstyledButton } from "@mantine/core";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import { beyond } from "#trial";
import { useMessages } from "../../../messages/messages.tsx";
import { pointsToChoose, pointToMeasure } from "../console/points.ts";
import { useHeld } from "../held-session.tsx";
import { unitOf } from "../times.ts";
import { useNow } from "../use-now.ts";
import {
  erased,
  isPossible,
  nothingTyped,
  numberTyped,
  type Typing,
  valuesIn,
  withDigit,
  withSame,
} from "./vitals-typing.ts";

const digits = ["1", "2", "3", "4", "5", "6", "7", "8", "9"] as const;
const extra = "extra";

/** Four vital signs by thumb: the pad goes on by itself from one to the next, and one tap saves them. */
export function VitalsEntry({ onSaved }: { readonly onSaved?: () => void }): ReactNode {
  const { entry, console: say } = useMessages().dosingSession;
  const { plan, session, facts, enter, entryTime } = useHeld();
  const now = useNow();
  const [typing, setTyping] = useState<Typing>(nothingTyped);
  const [chosen, setChosen] = useState<string>();
  const { measures } = plan;
  const at = (entryTime.at as typeof now | undefined) ?? now;
  const due = pointToMeasure(facts, at, "vitals");
  const pointId = chosen ?? due?.point.id ?? extra;
  const values = valuesIn(typing, measures);
  const given = Object.keys(values).length;
  const current = measures[typing.at];
  const last = session.vitals.findLast(({ struck }) => !struck)?.values;
  const before = current && last?.[current.id];
  const save = (): void => {
    if (given === 0) return;
    enter("record-vitals", { values, ...(pointId === extra ? {} : { pointId }) });
    setTyping(nothingTyped);
    setChosen(undefined);
    onSaved?.();
  };
  const onKey = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLSelectElement) return;
    if (/^\d$/.test(event.key)) setTyping((one) => withDigit(one, measures, event.key));
    else if (event.key === "Backspace") setTyping((one) => erased(one, measures));
    else if (event.key === "Enter" && !(event.target instanceof HTMLButtonElement)) save();
  };
  return (
    <Box className="vigil-vitals" onKeyDown={onKey}>
      <Box className="vigil-vitals-fields">
        {measures.map((measure, index) => (
          <Field
            key={measure.id}
            measure={measure}
            digits={typing.digits[measure.id]}
            last={last?.[measure.id]}
            isCurrent={index === typing.at}
            onPick={() => setTyping((one) => ({ ...one, at: index }))}
          />
        ))}
      </Box>
      <NativeSelect
        aria-label={entry.forPoint}
        className="vigil-vitals-point"
        value={pointId}
        onChange={(event) => setChosen(event.currentTarget.value)}
        data={[
          ...pointsToChoose(facts, at, "vitals").map(({ point, vitals }) => ({
            value: point.id,
            label: `${point.name} · ${vitals ? say.gridStates[vitals] : ""}`,
          })),
          { value: extra, label: entry.extra },
        ]}
      />
      <NumberPad
        same={before === undefined ? undefined : shown(before, current?.decimals ?? 0)}
        onDigit={(digit) => setTyping((one) => withDigit(one, measures, digit))}
        onErase={() => setTyping((one) => erased(one, measures))}
        onSame={() => before !== undefined && setTyping((one) => withSame(one, measures, before))}
      />
      <Button
        className="vigil-entry-save"
        size="lg"
        disabled={given === 0}
        onClick={save}
        color={beyond(plan, values, "emergency").length > 0 ? "red" : "water"}
      >
        {given === measures.length || given === 0 ? entry.save : entry.saveSome(given, measures.length)}
      </Button>
    </Box>
  );
}

function NumberPad({
  same,
  onDigit,
  onErase,
  onSame,
}: {
  /** The value of the measurement before, where there is one. */
  readonly same: string | undefined;
  readonly onDigit: (digit: string) => void;
  readonly onErase: () => void;
  readonly onSame: () => void;
}): ReactNode {
  const { entry } = useMessages().dosingSession;
  return (
    <Box className="vigil-pad" role="group" aria-label={entry.pad}>
      {digits.map((digit) => (
        <Key key={digit} onPress={() => onDigit(digit)}>
          {digit}
        </Key>
      ))}
      <Key
        isQuiet
        isDisabled={same === undefined}
        label={same === undefined ? entry.same : entry.sameOf(same)}
        onPress={onSame}
      >
        {entry.same}
      </Key>
      <Key onPress={() => onDigit("0")}>{"0"}</Key>
      <Key isQuiet label={entry.erase} onPress={onErase}>
        <svg width="26" height="20" viewBox="0 0 26 20" aria-hidden="true">
          <path
            d="M8 2h15v16H8L1 10zM12 7l6 6M18 7l-6 6"
            fill="none"
            stroke="currentColor"
            strokeWidth="2"
            strokeLinejoin="round"
          />
        </svg>
      </Key>
    </Box>
  );
}

type FieldProps = {
  readonly measure: ReturnType<typeof useHeld>["plan"]["measures"][number];
  readonly digits: string | undefined;
  readonly last: number | undefined;
  readonly isCurrent: boolean;
  readonly onPick: () => void;
};

function Field({ measure, digits: own, last, isCurrent, onPick }: FieldProps): ReactNode {
  const { entry } = useMessages().dosingSession;
  const value = numberTyped(measure, own);
  const isWrong = value !== undefined && !isPossible(measure, value);
  const level = value === undefined || isWrong ? undefined : levelOf(measure, value);
  return (
    <UnstyledButton
      className="vigil-vital"
      data-current={isCurrent || undefined}
      data-level={isWrong ? "wrong" : level}
      aria-pressed={isCurrent}
      onClick={onPick}
    >
      <span className="vigil-vital-name">{measure.shortLabel}</span>
      <span className="vigil-vital-value">
        {value === undefined ? "–" : shown(value, own && own.length <= 2 ? 0 : measure.decimals)}
      </span>
      <Text component="span" className="vigil-vital-note">
        {isWrong
          ? entry.outside(measure.minimum, measure.maximum)
          : level
            ? entry.above[level]
            : last === undefined
              ? unitOf(measure.unit)
              : entry.before(shown(last, measure.decimals))}
      </Text>
    </UnstyledButton>
  );
}

function Key({
  children,
  onPress,
  label,
  isQuiet,
  isDisabled,
}: {
  readonly children: ReactNode;
  readonly onPress: () => void;
  readonly label?: string;
  readonly isQuiet?: boolean;
  readonly isDisabled?: boolean;
}): ReactNode {
  return (
    <UnstyledButton
      className="vigil-key"
      data-quiet={isQuiet || undefined}
      disabled={isDisabled ?? false}
      aria-label={label}
      onClick={onPress}
    >
      {children}
    </UnstyledButton>
  );
}

function levelOf(measure: FieldProps["measure"], value: number): "alert" | "emergency" | undefined {
  const one = { measures: [measure] };
  if (beyond(one, { [measure.id]: value }, "emergency").length > 0) return "emergency";
  return beyond(one, { [measure.id]: value }, "alert").length > 0 ? "alert" : undefined;
}

function shown(value: number, decimals: number): string {
  return value.toFixed(decimals);
}
