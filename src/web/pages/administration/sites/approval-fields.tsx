import { NativeSelect, SegmentedControl, SimpleGrid, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { DateInput } from "../../../components/date-input.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { today } from "../places.ts";
import type { ConsentForm, Site } from "./approvals.ts";
import { type ConsentChoice, ConsentFields, useConsentChoice } from "./consent-fields.tsx";

type Entered = {
  readonly what: "protocol" | "consent";
  readonly version: string;
  readonly committee: string;
  readonly approvedOn: string;
  readonly effectiveFrom: string;
  /** Empty: those who signed an earlier version need not sign again. */
  readonly reconsentBy: string;
};

/** An approval as it is being entered. */
export type ApprovalEntry = Entered & {
  readonly consent: ConsentChoice;
  readonly change: (part: Partial<Entered>) => void;
};

/** What is likely next: the newest protocol where none is approved, else a consent form; by the same committee, today. */
export function useApprovalEntry(
  site: Site | undefined,
  versions: readonly string[],
  consents: readonly ConsentForm[],
): ApprovalEntry {
  const [entered, setEntered] = useState<Entered>({
    what: site && site.designs.length === 0 ? "protocol" : "consent",
    version: versions[0] ?? "",
    committee: site?.designs.at(-1)?.committee ?? "",
    approvedOn: today(),
    effectiveFrom: today(),
    reconsentBy: "",
  });
  const consent = useConsentChoice(consents, site);
  return { ...entered, consent, change: (part) => setEntered((before) => ({ ...before, ...part })) };
}

type ApprovalFieldsProps = {
  readonly entry: ApprovalEntry;
  readonly versions: readonly string[];
  readonly consents: readonly ConsentForm[];
};

export function ApprovalFields({ entry, versions, consents }: ApprovalFieldsProps): ReactNode {
  const { administration } = useMessages();
  const { what, version, committee, change } = entry;
  return (
    <>
      <SegmentedControl
        aria-label={administration.whatApproved}
        value={what}
        onChange={(value) => change({ what: value as Entered["what"] })}
        data={[
          { value: "protocol", label: administration.aProtocolVersion },
          { value: "consent", label: administration.aConsentVersion },
        ]}
      />
      {what === "protocol" ? (
        <NativeSelect
          label={administration.version}
          data={[...versions]}
          value={version}
          onChange={(event) => change({ version: event.currentTarget.value })}
        />
      ) : (
        <ConsentFields choice={entry.consent} consents={consents} />
      )}
      <TextInput
        label={administration.committee}
        value={committee}
        maxLength={200}
        onChange={(event) => change({ committee: event.currentTarget.value })}
      />
      <ApprovalDates entry={entry} />
    </>
  );
}

function ApprovalDates({ entry }: Pick<ApprovalFieldsProps, "entry">): ReactNode {
  const { administration } = useMessages();
  const { what, approvedOn, effectiveFrom, reconsentBy, change } = entry;
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }}>
        <DateInput
          label={administration.approvedOn}
          value={approvedOn}
          max={today()}
          onChange={(value) => change({ approvedOn: value })}
        />
        <DateInput
          label={administration.effectiveFrom}
          value={effectiveFrom}
          min={approvedOn}
          onChange={(value) => change({ effectiveFrom: value })}
        />
      </SimpleGrid>
      {what === "consent" ? (
        <DateInput
          label={administration.reconsentBy}
          description={administration.reconsentHelp}
          value={reconsentBy}
          onChange={(value) => change({ reconsentBy: value })}
        />
      ) : null}
    </>
  );
}
