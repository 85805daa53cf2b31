import type { ReactNode } from "react";
import { type Column, RowsTable } from "../../../components/rows-table.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import type { Flow, Funnel } from "../funnel-page.tsx";
import { percent } from "./flow-table.tsx";

type SiteRow = { readonly siteId: string; readonly name: string; readonly flow: Flow };

/** The sites beside each other. */
export function SiteTable({ funnel }: { readonly funnel: Funnel }): ReactNode {
  const { funnel: texts } = useMessages().participants;
  const { overview } = useStudy();
  const rows = overview.sites.flatMap(({ site }): readonly SiteRow[] => {
    const own = funnel.sites.find(({ siteId }) => siteId === site.siteId);
    return own ? [{ siteId: site.siteId, name: `${site.number} ${site.name}`, flow: own.flow }] : [];
  });
  const count = (key: string, head: string, of: (flow: Flow) => number): Column<SiteRow> => ({
    key,
    head,
    align: "end",
    cell: ({ flow }) => of(flow),
    sortBy: ({ flow }) => of(flow),
  });
  return (
    <RowsTable
      label={texts.bySite}
      rows={rows}
      rowKey={({ siteId }) => siteId}
      empty=""
      columns={[
        { key: "site", head: texts.site, cell: ({ name }) => name, sortBy: ({ name }) => name },
        count("contacted", texts.contacted, (flow) => flow.contacted),
        count("not-screened", texts.notScreened, (flow) => flow.notScreened.total),
        count("consented", texts.consented, (flow) => flow.consented),
        count("screen-failed", texts.screenFailed, (flow) => flow.screenFailed.total),
        count("enrolled", texts.enrolled, (flow) => flow.enrolled),
        {
          key: "share",
          head: texts.enrolledShare,
          align: "end",
          cell: ({ flow }) => percent(flow.enrolled, flow.contacted),
          sortBy: ({ flow }) => (flow.contacted === 0 ? 0 : flow.enrolled / flow.contacted),
        },
      ]}
    />
  );
}
