import { Drawer, Stack, Text, TextInput, Title } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { type CompiledDesign, renderScheduleMatrix, type ScheduleMatrix } from "#design";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Nothing } from "../design-section.tsx";
import { ScheduleMatrixTable } from "./schedule-matrix.tsx";
import { ScheduleWays } from "./schedule-ways.tsx";
import { VisitDetails } from "./visit-details.tsx";

/** The schedule of activities of the main timeline, where it branches, and visits that it does not plan. */
export function ScheduleSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const matrix = renderScheduleMatrix(compiled.design);
  return (
    <DesignSection id="schedule" title={words.sections.schedule}>
      {matrix ? <Schedule compiled={compiled} matrix={matrix} /> : <Nothing>{words.schedule.none}</Nothing>}
    </DesignSection>
  );
}

type ScheduleProps = { readonly compiled: CompiledDesign; readonly matrix: ScheduleMatrix };

function Schedule({ compiled, matrix }: ScheduleProps): ReactNode {
  const { design: words, common } = useMessages();
  const [search, setSearch] = useState("");
  const [column, setColumn] = useState<ScheduleMatrix["columns"][number]>();
  const say = words.schedule;
  const wanted = search.trim().toLowerCase();
  const rows = matrix.rows.filter(({ label }) => label.toLowerCase().includes(wanted));
  const unscheduled = compiled.design.encounters.filter(({ type }) => type === "unscheduled");
  return (
    <Stack gap="sm">
      <Text size="sm" c="dimmed">
        {say.help}
      </Text>
      <TextInput
        label={say.filter}
        type="search"
        w={320}
        className="vigil-no-print"
        value={search}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <ScheduleMatrixTable
        compiled={compiled}
        matrix={{ ...matrix, rows }}
        chosen={column?.instanceId}
        onColumn={setColumn}
      />
      <ScheduleWays compiled={compiled} timelineId={matrix.timelineId} />
      {unscheduled.length === 0 ? null : (
        <Stack gap={4}>
          <Title order={3} size="h5">
            {say.unscheduledTitle}
          </Title>
          <Text size="sm">{unscheduled.map(({ name, label }) => label ?? name).join(", ")}</Text>
        </Stack>
      )}
      <Drawer
        opened={column !== undefined}
        onClose={() => setColumn(undefined)}
        position="right"
        title={column ? say.details(column.label) : ""}
        closeButtonProps={{ "aria-label": common.close }}
      >
        {column ? <VisitDetails compiled={compiled} column={column} /> : null}
      </Drawer>
    </Stack>
  );
}
