import { Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type CompiledDesign, type DoseRegimen, type NumberOrParameter, numberOf, visitName } from "#design";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Facts, Nothing } from "../design-section.tsx";

/** What each arm is given at each dosing visit, and how arms are allotted. */
export function DosesSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const { doseRegimens } = compiled.design;
  return (
    <DesignSection id="doses" title={words.sections.doses}>
      {doseRegimens.length === 0 ? (
        <Nothing>{words.doses.none}</Nothing>
      ) : (
        <Regimens compiled={compiled} regimens={doseRegimens} />
      )}
      <Randomization compiled={compiled} />
    </DesignSection>
  );
}

/** A number as it counts, whether it stands in the design or in a parameter. */
function useNumbers(compiled: CompiledDesign): (value: NumberOrParameter | undefined) => string {
  return (value) => {
    if (value === undefined) return "";
    return String(numberOf(compiled.parameters, value) ?? "");
  };
}

function percentages({ parameters }: CompiledDesign): (value: NumberOrParameter) => string {
  return (value) => {
    const known = numberOf(parameters, value);
    return known === undefined ? "" : `${Math.round(known * 100)}%`;
  };
}

function Regimens({
  compiled,
  regimens,
}: {
  readonly compiled: CompiledDesign;
  readonly regimens: readonly DoseRegimen[];
}): ReactNode {
  const { design: words } = useMessages();
  const say = words.doses;
  const number = useNumbers(compiled);
  const share = percentages(compiled);
  const columns: readonly Column<DoseRegimen>[] = [
    {
      key: "visit",
      head: say.columns.visit,
      cell: ({ encounterId }) => visitName(compiled, encounterId),
    },
    { key: "arm", head: say.columns.arm, cell: ({ armId }) => compiled.arms.get(armId)?.name ?? armId },
    {
      key: "initial",
      head: say.columns.initial,
      cell: ({ initialDose }) => initialDose.map((dose) => say.milligrams(number(dose))).join(say.or),
    },
    {
      key: "supplemental",
      head: say.columns.supplemental,
      cell: ({ supplementalFraction: fraction, supplementalWindow: window }) => {
        if (fraction === undefined) return say.noSupplemental;
        return window
          ? say.supplemental(share(fraction), number(window.from), number(window.to))
          : say.supplementalShare(share(fraction));
      },
    },
    {
      key: "maximum",
      head: say.columns.maximum,
      cell: ({ maximumPerSession }) => say.milligrams(number(maximumPerSession)),
    },
    {
      key: "route",
      head: say.columns.route,
      cell: ({ substance, route, source }) => (
        <>
          <Text size="sm">{`${substance}, ${route}`}</Text>
          {source ? (
            <Text size="xs" c="dimmed">
              {source}
            </Text>
          ) : null}
        </>
      ),
    },
  ];
  return (
    <RowsTable
      label={words.sections.doses}
      rows={regimens}
      columns={columns}
      rowKey={({ id }) => id}
      empty=""
    />
  );
}

function Randomization({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const number = useNumbers(compiled);
  const percent = percentages(compiled);
  const plan = compiled.design.randomization;
  if (!plan) return null;
  const say = words.doses;
  const ratio = plan.ratio.map(({ armId, weight }) =>
    say.ratioOf(compiled.arms.get(armId)?.name ?? armId, weight),
  );
  const factorName = (id: string): string => plan.factors.find((factor) => factor.id === id)?.label ?? id;
  const caps = plan.caps.map(({ factorId, value, share, count }) =>
    share === undefined
      ? say.capByCount(factorName(factorId), value, number(count))
      : say.cap(factorName(factorId), value, percent(share)),
  );
  const balancedBy = [
    ...(plan.site?.balance === false || plan.method === "simple" ? [] : [say.site]),
    ...plan.factors.map(({ label }) => label),
  ];
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {say.randomization}
      </Title>
      <Facts
        facts={[
          [say.method, say.methods[plan.method]],
          [say.ratio, ratio.join(" : ")],
          [say.factors, balancedBy.join(", ")],
          [say.randomElement, number(plan.randomElement)],
          [say.caps, caps.join("; ")],
          [say.source, plan.source],
        ]}
      />
    </Stack>
  );
}
