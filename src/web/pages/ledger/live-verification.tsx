import { Button, Group, Loader, Stack, Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { instantOf } from "#kernel";
import { type Answer, type ApiError, call } from "../../api/call.ts";
import { Answered } from "../../components/answered.tsx";
import { formatMoment } from "../../components/moment.tsx";
import { useMessages } from "../../messages/messages.tsx";
import { useStudy } from "../../study/study-context.tsx";
import { VerificationResult } from "./verification-result.tsx";

const route = "GET /api/studies/:studyId/ledger/verification";

/** The trial's own ledger, verified where it lies; again when somebody asks for it, and not behind their back. */
export function LiveVerification(): ReactNode {
  const { ledger: words } = useMessages();
  const { studyId } = useStudy();
  const query = useQuery<Answer<typeof route>, ApiError>({
    queryKey: ["verification", studyId],
    queryFn: () => call(route, { params: { studyId } }),
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
    retry: false,
  });
  return (
    <Stack component="section" gap="sm" aria-labelledby="live-title">
      <Group justify="space-between">
        <Title order={2} size="h4" id="live-title">
          {words.live}
        </Title>
        <Group gap="sm">
          <Text size="sm" c="dimmed" aria-live="polite">
            {query.isFetching
              ? words.checking
              : query.data
                ? words.checkedAt(formatMoment(instantOf(query.dataUpdatedAt)))
                : ""}
          </Text>
          {query.isRefetching ? <Loader size="xs" aria-hidden /> : null}
          <Button variant="default" onClick={() => query.refetch()} disabled={query.isFetching}>
            {words.runAgain}
          </Button>
        </Group>
      </Group>
      <Answered query={query}>{(report) => <VerificationResult report={report} />}</Answered>
    </Stack>
  );
}
