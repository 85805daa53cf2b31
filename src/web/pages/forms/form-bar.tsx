import { Group, NativeSelect, Progress, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { Moment } from "../../components/moment.tsx";
import { sectionElementId } from "../../form/form-section.tsx";
import { goTo, problemsOf } from "../../form/problem-summary.tsx";
import { SaveState } from "../../form/save-state.tsx";
import { useMessages } from "../../messages/messages.tsx";
import type { FormSheet } from "./use-form-sheet.ts";

/** Always in view: how much is answered, whether it is safe, what is to be put right, and the way to a section. */
export function FormBar({ sheet }: { readonly sheet: FormSheet }): ReactNode {
  const { forms } = useMessages();
  const { model, kept, view, showsMissing, open } = sheet;
  const { required, answered } = model.state.completeness;
  const { standing } = kept.state;
  // Of corrections that wait, the bar at the end of the page tells.
  const isQuiet =
    standing === "held" || (standing === "saved" && (open.isReadOnly || view.status === "submitted"));
  const conflicts = Object.keys(kept.state.draft.conflicts);
  const errors = open.isReadOnly ? [] : problemsOf(model, "error", showsMissing).map(({ path }) => path);
  const doubts = open.isReadOnly ? [] : problemsOf(model, "query", showsMissing).map(({ path }) => path);
  return (
    <div className="vigil-form-bar">
      <Group justify="space-between" gap="sm" wrap="nowrap">
        <Group gap="sm" wrap="nowrap" style={{ flex: 1, minWidth: 0 }}>
          {view.submittedAt === null ? (
            <>
              <Progress
                value={required === 0 ? 100 : (answered / required) * 100}
                aria-label={forms.progressLabel}
                w={120}
                size="sm"
              />
              <Text size="sm" style={{ whiteSpace: "nowrap" }}>
                {forms.progress(answered, required)}
              </Text>
            </>
          ) : (
            <Text size="sm" component="div" truncate>
              {`${forms.submittedBy(view.submittedBy ?? "")}, `}
              <Moment at={view.submittedAt} zone={view.zone} />
            </Text>
          )}
          <FirstPoint errors={errors} doubts={doubts} conflicts={conflicts} />
        </Group>
        <SectionJump sheet={sheet} />
        {isQuiet ? null : <SaveState state={kept.state} isEmpty={view.items.length === 0} />}
      </Group>
    </div>
  );
}

type FirstPointProps = {
  readonly errors: readonly string[];
  readonly doubts: readonly string[];
  readonly conflicts: readonly string[];
};

/** How much is to be put right or looked at; a tap leads to the first of it. */
function FirstPoint({ errors, doubts, conflicts }: FirstPointProps): ReactNode {
  const { forms } = useMessages();
  const kinds = [
    { paths: conflicts, words: forms.conflicts, severity: "query" },
    { paths: errors, words: forms.toPutRight, severity: "error" },
    { paths: doubts, words: forms.doubts, severity: "query" },
  ] as const;
  const first = kinds.find(({ paths }) => paths.length > 0);
  return (
    <span aria-live="polite">
      {first ? (
        <button
          type="button"
          className="vigil-count"
          data-severity={first.severity}
          onClick={() => goTo(first.paths[0] ?? "")}
        >
          {first.words(first.paths.length)}
        </button>
      ) : null}
    </span>
  );
}

/** Where there is no room for the index beside the form. */
function SectionJump({ sheet: { model } }: { readonly sheet: FormSheet }): ReactNode {
  const { forms } = useMessages();
  const named = model.sections.filter(({ label }) => label !== undefined);
  if (named.length < 3) return null;
  return (
    <NativeSelect
      hiddenFrom="lg"
      size="xs"
      maw={180}
      aria-label={forms.toSection}
      data={[
        { value: "", label: forms.sections },
        ...named.map(({ id, label }) => ({ value: id, label: label ?? id })),
      ]}
      value=""
      onChange={(event) => {
        const element = document.getElementById(sectionElementId(event.currentTarget.value));
        element?.scrollIntoView({ block: "start" });
        element?.focus({ preventScroll: true });
      }}
    />
  );
}
