import { Box, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import { type CompiledDesign, instanceText, printExpression } from "#design";
import { useMessages } from "../../../messages/messages.tsx";

type ScheduleWaysProps = { readonly compiled: CompiledDesign; readonly timelineId: string };

/** Each place where a timeline branches: the conditions in plain English, and where each leads. */
export function ScheduleWays({ compiled, timelineId }: ScheduleWaysProps): ReactNode {
  const { design: words } = useMessages();
  const say = words.schedule;
  const { design } = compiled;
  const decisions = (compiled.timelines.get(timelineId)?.instances ?? []).filter(
    (instance) => instance.type === "decision",
  );
  if (decisions.length === 0) return null;
  const name = (next: string | undefined): string =>
    next === undefined || next === "exit" ? say.exit : instanceText(design, next);
  return (
    <Stack gap="xs">
      <Title order={3} size="h5">
        {say.waysTitle}
      </Title>
      {decisions.map((decision) => {
        const known = compiled.instances.get(decision.id);
        return (
          <Box key={decision.id}>
            <Text size="sm" fw={600}>
              {instanceText(design, decision.id)}
            </Text>
            <Stack component="ul" gap={2} m={0} ps="lg">
              {decision.conditions.map(({ condition, next }, index) => {
                const rule = known?.when[index];
                const printed = rule ? printExpression(rule, compiled.vocabularies.record) : undefined;
                return (
                  <Text component="li" size="sm" key={`${next} ${condition}`}>
                    {say.wayIf(condition, name(next))}
                    {printed && printed !== condition ? (
                      <Text size="xs" c="dimmed">
                        {printed}
                      </Text>
                    ) : null}
                  </Text>
                );
              })}
              <Text component="li" size="sm">
                {say.wayElse(name(known?.next))}
              </Text>
            </Stack>
          </Box>
        );
      })}
    </Stack>
  );
}
