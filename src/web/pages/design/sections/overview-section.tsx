import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { CompiledDesign } from "#design";
import { formatDate } from "../../../components/moment.tsx";
import { useMessages } from "../../../messages/messages.tsx";
import { DesignSection, Facts } from "../design-section.tsx";

/** What study it is, for whom, and how large. */
export function OverviewSection({ compiled }: { readonly compiled: CompiledDesign }): ReactNode {
  const { design: words } = useMessages();
  const { design } = compiled;
  const { population } = design;
  const say = words.overview;
  const age =
    population?.minimumAge || population?.maximumAge
      ? say.ageRange(population.minimumAge, population.maximumAge)
      : undefined;
  const numbers = [
    say.arms(design.arms.length),
    say.epochs(design.epochs.length),
    say.encounters(design.encounters.length),
    say.activities(design.activities.length),
    say.timelines(design.scheduleTimelines.length),
    say.forms(design.forms.length),
    say.criteria(design.eligibilityCriteria.length),
    say.parameters(design.parameters.length),
  ];
  return (
    <DesignSection id="overview" title={words.sections.overview}>
      <Stack>
        <Facts
          facts={[
            [say.title, design.title],
            [say.phase, design.phase],
            [say.type, design.studyType],
            [say.identifiers, design.identifiers.map(({ text }) => text).join(", ")],
            [say.indications, design.indications.join("; ")],
            [say.rationale, design.rationale],
            [say.population, population?.description],
            [say.planned, population?.plannedEnrollment],
            [say.age, age],
            [say.sexes, population?.sexes.join(", ")],
            [say.versionDate, design.versionDate ? formatDate(design.versionDate) : undefined],
            [say.numbers, numbers.join(" · ")],
          ]}
        />
      </Stack>
    </DesignSection>
  );
}
