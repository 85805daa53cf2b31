import { Button, Group, Stack, Text, TextInput } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { CompiledDesign, CompiledForm } from "#design";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Nothing } from "../design-section.tsx";
import { FormOutline } from "./form-outline.tsx";

/** Every form with its items. Each opens where it stands; a search finds forms and items by their words. */
export function FormsSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const say = words.forms;
  const [search, setSearch] = useState("");
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const forms = [...compiled.forms.values()];
  const found = forms.filter((form) => matches(form, search));
  const toggle = (id: string, isOpen: boolean): void => {
    const next = new Set(opened);
    if (isOpen) next.add(id);
    else next.delete(id);
    setOpened(next);
  };
  return (
    <DesignSection id="forms" title={words.sections.forms}>
      {forms.length === 0 ? (
        <Nothing>{say.none}</Nothing>
      ) : (
        <Group align="flex-end" className="vigil-no-print">
          <TextInput
            label={say.filter}
            type="search"
            w={320}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
          <Button variant="default" onClick={() => setOpened(new Set(forms.map(({ form }) => form.id)))}>
            {say.openAll}
          </Button>
          <Button variant="default" onClick={() => setOpened(new Set())}>
            {say.closeAll}
          </Button>
        </Group>
      )}
      <Stack gap={6}>
        {found.map((form) => (
          <FormOutline
            key={form.form.id}
            compiled={compiled}
            form={form}
            isOpen={opened.has(form.form.id)}
            onToggle={(isOpen) => toggle(form.form.id, isOpen)}
          />
        ))}
      </Stack>
      {forms.length > 0 && found.length === 0 ? <Text c="dimmed">{say.noneMatches}</Text> : null}
    </DesignSection>
  );
}

function matches({ form, items }: CompiledForm, search: string): boolean {
  const wanted = search.trim().toLowerCase();
  if (wanted === "") return true;
  const labels = [...items.values()].map(({ label }) => label);
  return [form.label, form.id, ...labels].some((text) => text.toLowerCase().includes(wanted));
}
