import { Alert, Button, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { formatDate } from "../../../components/moment.tsx";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { Section } from "../../../components/section.tsx";
import { StatusBadge } from "../../../components/status-badge.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { countryName, languageName, today } from "../places.ts";
import { type ApprovalRow, approvalRows, type ConsentForm, lacks, type Site } from "./approvals.ts";

type SiteSectionProps = {
  readonly site: Site;
  readonly consents: readonly ConsentForm[];
  readonly canApprove: boolean;
  readonly onApprove: () => void;
};

/** A site: where it is, what its ethics committee approved, what it still lacks. */
export function SiteSection({ site, consents, canApprove, onApprove }: SiteSectionProps): ReactNode {
  const { administration } = useMessages();
  const { mayAt } = useStudy();
  const columns = useColumns(consents);
  const languages = site.languages.map(languageName).join(", ");
  return (
    <Section
      title={administration.siteTitle(site.number, site.name)}
      lead={[countryName(site.country), site.zone, languages].join(" · ")}
      actions={
        canApprove && mayAt("approve-design-version", site.siteId) ? (
          <Button variant="default" onClick={onApprove}>
            {administration.recordApproval}
          </Button>
        ) : undefined
      }
    >
      <Lacking site={site} consents={consents} />
      <RowsTable
        label={`${administration.approvals}: ${administration.siteTitle(site.number, site.name)}`}
        rows={approvalRows(site, today())}
        rowKey={({ key }) => key}
        empty={administration.noApprovals}
        columns={columns}
      />
    </Section>
  );
}

function Lacking({ site, consents }: Pick<SiteSectionProps, "site" | "consents">): ReactNode {
  const { administration } = useMessages();
  const missing = lacks(site, consents);
  if (!missing.protocol && missing.languages.length === 0) return null;
  return (
    <Alert color="yellow" variant="light">
      <Stack gap={2}>
        {missing.protocol ? <Text size="sm">{administration.lacksProtocol}</Text> : null}
        {missing.languages.map((language) => (
          <Text key={language} size="sm">
            {administration.lacksConsent(languageName(language))}
          </Text>
        ))}
      </Stack>
    </Alert>
  );
}

function useColumns(consents: readonly ConsentForm[]): readonly Column<ApprovalRow>[] {
  const { administration } = useMessages();
  const nameOf = (id: string | undefined): string =>
    consents.find((form) => form.id === id)?.name ?? id ?? "";
  const standings = {
    "in-force": <StatusBadge tone="good">{administration.inForce}</StatusBadge>,
    soon: <StatusBadge tone="info">{administration.inForceSoon}</StatusBadge>,
    superseded: <StatusBadge tone="neutral">{administration.superseded}</StatusBadge>,
  } as const;
  return [
    {
      key: "what",
      head: administration.approved,
      cell: ({ what, documentId, version }) =>
        what === "protocol"
          ? administration.protocolVersion(version)
          : administration.consentVersion(nameOf(documentId), version),
    },
    {
      key: "language",
      head: administration.language,
      cell: ({ language }) => (language ? languageName(language) : ""),
    },
    { key: "standing", head: administration.state, cell: ({ standing }) => standings[standing] },
    {
      key: "approvedOn",
      head: administration.approvedOn,
      isOneLine: true,
      cell: ({ approvedOn }) => formatDate(approvedOn),
    },
    {
      key: "effectiveFrom",
      head: administration.effectiveFrom,
      isOneLine: true,
      cell: ({ effectiveFrom }) => formatDate(effectiveFrom),
    },
    {
      key: "reconsentBy",
      head: administration.reconsentBy,
      isOneLine: true,
      cell: ({ reconsentBy }) => (reconsentBy ? formatDate(reconsentBy) : ""),
    },
    { key: "committee", head: administration.committee, cell: ({ committee }) => committee },
  ];
}
