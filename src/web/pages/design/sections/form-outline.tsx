import { Group, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { type CompiledDesign, type CompiledForm, visitName } from "#design";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages, useWord } from "../../../messages/messages.tsx";
import styles from "../design.module.css";
import { Facts } from "../design-section.tsx";
import { FormItems } from "./form-items.tsx";

type FormOutlineProps = {
  readonly compiled: CompiledDesign;
  readonly form: CompiledForm;
  readonly isOpen: boolean;
  readonly onToggle: (isOpen: boolean) => void;
};

/** A form in one line; its items when it is opened. */
export function FormOutline({ compiled, form, isOpen, onToggle }: FormOutlineProps): ReactNode {
  const { design: words } = useMessages();
  const say = words.forms;
  const { id, label, completedBy, instrument, log, repeating, safetyAssessment } = form.form;
  const flags = [
    ...(log ? [say.flags.log] : []),
    ...(repeating ? [say.flags.repeating] : []),
    ...(safetyAssessment ? [say.flags.safety] : []),
    ...(form.form.potentiallyUnblinding ? [say.flags.unblinding] : []),
    ...(form.form.required ? [] : [say.flags.optional]),
  ];
  return (
    <details
      id={`form-${id}`}
      open={isOpen}
      onToggle={(event) => onToggle(event.currentTarget.open)}
      className={styles["form"]}
      style={{ scrollMarginBlockStart: 116 }}
    >
      <summary>
        <Text component="span" size="sm" fw={600}>
          {label}
        </Text>
        <Text component="span" size="xs" c="dimmed">
          {[
            say.completedBy[completedBy],
            say.items(form.items.size),
            instrument ? say.instrument(instrument) : "",
          ]
            .filter(Boolean)
            .join(" · ")}
        </Text>
        {flags.map((flag) => (
          <StatusBadge key={flag} tone="neutral">
            {flag}
          </StatusBadge>
        ))}
      </summary>
      {isOpen ? (
        <Stack gap="sm" className={styles["body"]}>
          <FormFacts compiled={compiled} form={form} />
          <FormItems form={form} compiled={compiled} />
        </Stack>
      ) : null}
    </details>
  );
}

function FormFacts({ compiled, form }: Pick<FormOutlineProps, "compiled" | "form">): ReactNode {
  const { design: words } = useMessages();
  const role = useWord("role");
  const say = words.forms;
  const { id, purpose, signedBy, hiddenFrom, source } = form.form;
  const visits = [...compiled.formsAtEncounter]
    .filter(([, forms]) => forms.includes(id))
    .map(([encounterId]) => visitName(compiled, encounterId));
  const scores = [...form.scores.values()].map(({ label }) => label);
  return (
    <>
      {purpose ? <Text size="sm">{purpose}</Text> : null}
      <Group gap="xs">
        {visits.length > 0 ? <Text size="xs">{say.usedAt(visits.join(", "))}</Text> : null}
        {hiddenFrom.length > 0 ? (
          <Text size="xs" c="dimmed">
            {say.hiddenFrom(hiddenFrom.map(role).join(", "))}
          </Text>
        ) : null}
        {scores.length > 0 ? <Text size="xs">{say.scores(scores.join(", "))}</Text> : null}
      </Group>
      <Facts
        facts={[
          [say.signedBy, signedBy.map((one) => say.signature(role(one.role), one.meaning)).join("; ")],
          [words.doses.source, source],
        ]}
      />
    </>
  );
}
