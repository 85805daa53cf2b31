import { type ReactNode, useId } from "react";
import { isCaps5 } from "./instruments/caps-5.ts";
import { Caps5Section } from "./instruments/caps-5-section.tsx";
import { ItemRow } from "./item-row.tsx";
import { blocksOf } from "./model/blocks.ts";
import { instrumentSection, type Section } from "./model/form-model.ts";
import { QuestionTable } from "./question-table.tsx";
import { RowsSection } from "./rows-section.tsx";

/** The element id of a section, for links that lead to it. */
export function sectionElementId(id: string): string {
  return `section-${id}`;
}

type FormSectionProps = { readonly section: Section; readonly instrument: string | undefined };

/** A group of items with its heading and help. */
export function FormSection({ section, instrument }: FormSectionProps): ReactNode {
  const heading = useId();
  const { label, help } = section;
  const stem = section.questions[0]?.stem;
  if (section.id === instrumentSection && isCaps5(instrument))
    return <Caps5Section questions={section.questions} />;
  return (
    <section
      className="vigil-section"
      id={sectionElementId(section.id)}
      tabIndex={-1}
      {...(label === undefined ? {} : { "aria-labelledby": heading })}
    >
      {label === undefined ? null : (
        <h2 id={heading} className="vigil-section-title">
          {label}
        </h2>
      )}
      {help === undefined ? null : <p className="vigil-section-help">{help}</p>}
      {stem === undefined ? null : <p className="vigil-stem">{stem}</p>}
      {section.repeating ? (
        <RowsSection section={section} repeating={section.repeating} />
      ) : (
        blocksOf(section.questions).map((block) =>
          block.kind === "table" ? (
            <QuestionTable
              key={block.questions[0]?.path}
              choices={block.choices}
              questions={block.questions}
            />
          ) : (
            <div key={block.questions[0]?.path} className="vigil-list">
              {block.questions.map((question) => (
                <ItemRow key={question.path} question={question} />
              ))}
            </div>
          ),
        )
      )}
    </section>
  );
}
