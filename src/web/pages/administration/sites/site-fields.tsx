import { MultiSelect, Select, SimpleGrid, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../../../messages/messages.tsx";
import { countryChoices, languageChoices, zoneChoices } from "../places.ts";

/** A site as it is being entered. */
export type Place = {
  readonly number: string;
  readonly name: string;
  readonly country: string | null;
  readonly zone: string | null;
  readonly languages: readonly string[];
};

export const nowhere: Place = { number: "", name: "", country: null, zone: null, languages: [] };

/** What is sent; undefined while something is missing. */
export function siteOf({ number, name, country, zone, languages }: Place) {
  const isWhole = /^\d{2,4}$/.test(number) && name.trim() !== "" && languages.length > 0;
  if (!isWhole || country === null || zone === null) return undefined;
  return { number, name: name.trim(), country, zone, languages };
}

export function SiteFields({
  place: { number, name, country, zone, languages },
  onChange,
}: {
  readonly place: Place;
  readonly onChange: (part: Partial<Place>) => void;
}): ReactNode {
  const { administration } = useMessages();
  return (
    <>
      <SimpleGrid cols={{ base: 1, xs: 2 }} style={{ alignItems: "end" }}>
        <TextInput
          label={administration.siteNumber}
          description={administration.siteNumberHelp}
          inputMode="numeric"
          maxLength={4}
          value={number}
          onChange={(event) => onChange({ number: event.currentTarget.value })}
          data-autofocus
        />
        <TextInput
          label={administration.siteName}
          value={name}
          maxLength={200}
          onChange={(event) => onChange({ name: event.currentTarget.value })}
        />
        <Select
          label={administration.country}
          searchable
          limit={60}
          data={countryChoices()}
          value={country}
          onChange={(value) => onChange({ country: value })}
        />
        <Select
          label={administration.zone}
          description={administration.zoneHelp}
          searchable
          limit={60}
          data={zoneChoices()}
          value={zone}
          onChange={(value) => onChange({ zone: value })}
        />
      </SimpleGrid>
      <MultiSelect
        label={administration.languages}
        description={administration.languagesHelp}
        searchable
        data={languageChoices()}
        value={[...languages]}
        onChange={(value) => onChange({ languages: value })}
      />
    </>
  );
}
