import { NativeSelect, SimpleGrid } from "@mantine/core";
import { type ReactNode, useState } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { languageName } from "../places.ts";
import type { ConsentForm, Site } from "./approvals.ts";

type Chosen = { readonly documentId: string; readonly version: string; readonly language: string };

/** A consent form in a version and a language, and how to choose others. */
export type ConsentChoice = Chosen & { readonly choose: (part: Partial<Chosen>) => void };

/** The form, its newest version, and a language of the site, until something else is chosen. */
export function useConsentChoice(consents: readonly ConsentForm[], site: Site | undefined): ConsentChoice {
  const [chosen, setChosen] = useState<Partial<Chosen>>({});
  const form = consents.find(({ id }) => id === chosen.documentId) ?? consents[0];
  const version = form?.versions.find((one) => one.version === chosen.version) ?? form?.versions.at(-1);
  const language =
    version?.languages.find((one) => one === chosen.language) ??
    version?.languages.find((one) => site?.languages.includes(one)) ??
    version?.languages[0];
  return {
    documentId: form?.id ?? "",
    version: version?.version ?? "",
    language: language ?? "",
    choose: (part) => setChosen((before) => ({ ...before, ...part })),
  };
}

export function ConsentFields({
  choice: { documentId, version: chosenVersion, language, choose },
  consents,
}: {
  readonly choice: ConsentChoice;
  readonly consents: readonly ConsentForm[];
}): ReactNode {
  const { administration } = useMessages();
  const form = consents.find(({ id }) => id === documentId);
  const version = form?.versions.find((one) => one.version === chosenVersion);
  return (
    <SimpleGrid cols={{ base: 1, xs: 3 }}>
      <NativeSelect
        label={administration.consentForm}
        data={consents.map(({ id, name }) => ({ value: id, label: name }))}
        value={documentId}
        onChange={(event) => choose({ documentId: event.currentTarget.value })}
      />
      <NativeSelect
        label={administration.version}
        data={(form?.versions ?? []).map((one) => one.version)}
        value={chosenVersion}
        onChange={(event) => choose({ version: event.currentTarget.value })}
      />
      <NativeSelect
        label={administration.language}
        data={(version?.languages ?? []).map((code) => ({ value: code, label: languageName(code) }))}
        value={language}
        onChange={(event) => choose({ language: event.currentTarget.value })}
      />
    </SimpleGrid>
  );
}
