import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useMessages } from "../messages/messages.tsx";
import { useOpenForm } from "./form-context.tsx";
import { ItemRow } from "./item-row.tsx";
import type { ModelRow, Section } from "./model/form-model.ts";

type RowsSectionProps = {
  readonly section: Section;
  readonly repeating: NonNullable<Section["repeating"]>;
};

/** A repeating group: as many rows as are needed. A row that is removed leaves the others where they are. */
export function RowsSection({ section, repeating }: RowsSectionProps): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const { rows, label, id } = section;
  const isFull = rows.length >= repeating.maximum;
  const name = label ?? "";
  return (
    <div>
      {rows.length === 0 ? <p className="vigil-section-help">{forms.noRows}</p> : null}
      {rows.map((row, at) => (
        <Row key={row.index} row={row} number={at + 1} name={name} groupId={id} />
      ))}
      {form.isReadOnly ? null : (
        <div className="vigil-rows-end">
          <Button
            size="xs"
            variant="light"
            disabled={isFull}
            onClick={() => form.addRow(id)}
            data-add-row={id}
          >
            {label === undefined ? forms.addRow : forms.addRowOf(label)}
          </Button>
          {isFull ? <span className="vigil-hint">{forms.mostRows(repeating.maximum)}</span> : null}
        </div>
      )}
    </div>
  );
}

type RowProps = {
  readonly row: ModelRow;
  readonly number: number;
  readonly name: string;
  readonly groupId: string;
};

function Row({ row, number, name, groupId }: RowProps): ReactNode {
  const { forms } = useMessages();
  const form = useOpenForm();
  const title = name === "" ? forms.row(number) : forms.rowOf(name, number);
  return (
    <section className="vigil-row" aria-label={title}>
      <div className="vigil-row-head">
        <h3>{title}</h3>
        {form.isReadOnly ? null : (
          <button
            type="button"
            className="vigil-small-button"
            onClick={() => form.removeRow(groupId, row.index)}
            aria-label={forms.removeRow(number)}
          >
            <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
              <path d="m3.5 3.5 9 9m0-9-9 9" stroke="currentColor" strokeWidth="1.8" />
            </svg>
          </button>
        )}
      </div>
      <div className="vigil-list">
        {row.questions.map((question) => (
          <ItemRow key={question.path} question={question} />
        ))}
      </div>
    </section>
  );
}
