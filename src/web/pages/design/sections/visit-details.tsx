import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import {
  type CompiledDesign,
  durationText,
  formsOfInstance,
  instanceText,
  type MatrixColumn,
  type Timing,
  timingText,
  windowText,
} from "#design";
import { useMessages } from "../../../messages/messages.tsx";
import { Facts } from "../design-section.tsx";

type VisitDetailsProps = { readonly compiled: CompiledDesign; readonly column: MatrixColumn };

/** All that the design says of one visit: when, how, within which limits, with which forms. */
export function VisitDetails({ compiled, column }: VisitDetailsProps): ReactNode {
  const { design: words } = useMessages();
  const say = words.schedule;
  const { design } = compiled;
  const instance = compiled.instances.get(column.instanceId)?.instance;
  const encounter = compiled.encounters.get(column.encounterId ?? "");
  const forms = instance ? formsOfInstance(compiled, instance) : [];
  const labels = forms.map((id) => compiled.forms.get(id)?.form.label ?? id);
  const further = (instance?.furtherTimings ?? []).map((timing) =>
    [timingText(design, timing), windowText(design, timing)].filter(Boolean).join(", "),
  );
  const modes = encounter?.contactModes.map((mode) => say.modeWords[mode]).join(", ");
  return (
    <Stack>
      <Facts
        facts={[
          [say.timing, column.timing],
          [say.window, column.window],
          [say.limits, <Lines key="limits" lines={limitsOf(compiled, instance?.timing, say)} />],
          [say.further, <Lines key="further" lines={further} />],
          [say.modes, modes],
          [words.overview.title, encounter?.description ?? instance?.description],
          [say.forms, labels.length === 0 ? say.noForms : <Lines key="forms" lines={labels} />],
        ]}
      />
    </Stack>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }): ReactNode {
  return lines.map((line) => (
    <span key={line} style={{ display: "block" }}>
      {line}
    </span>
  ));
}

type Words = ReturnType<typeof useMessages>["design"]["schedule"];

function limitsOf({ design }: CompiledDesign, timing: Timing | undefined, say: Words): readonly string[] {
  return [
    ...(timing?.notBefore ?? []).map(({ instanceId, value }) =>
      say.notBefore(durationText(design, value), instanceText(design, instanceId)),
    ),
    ...(timing?.notAfter ?? []).map(({ instanceId, value }) =>
      say.notAfter(durationText(design, value), instanceText(design, instanceId)),
    ),
  ];
}
