import { type OpenedReport, openClosedReport, type ReportTable, systemRole, systemUser } from "#usecases";
import { chooseStudy } from "../choose-study.ts";
import { type CliCommand, done, notDone, wrongUse } from "../command.ts";
import { openInstance, placeFromEnvironment } from "../instance.ts";

/** Shows how well the blind held, by arm: for whoever is unblinded and works at the server. That it was opened is an event. */
export const blinding: CliCommand = {
  name: "blinding",
  summary: "Show how well the blind held: guesses by arm, Bang and James indices, expectancy. It tells arms.",
  operands: "",
  leastOperands: 0,
  mostOperands: 0,
  options: { study: { type: "string" }, level: { type: "string" } },
  optionHelp: {
    study: "id of the study (needed where there are several)",
    level: "confidence of the intervals, between 0 and 1 (0.95 where it is not given)",
  },
  examples: ["vigil blinding", "vigil blinding --level 0.9 --json"],
  run: async (_operands, options, around) => {
    const level = options["level"] === undefined ? undefined : Number(options["level"]);
    if (level !== undefined && !(level > 0 && level < 1))
      return wrongUse("--level is a number between 0 and 1, such as 0.95.");
    const instance = await openInstance(placeFromEnvironment(around.environment));
    try {
      const study = await chooseStudy(instance, options["study"]);
      if (typeof study !== "object") return notDone({ code: "no-such-study", message: study });
      const agent = { user: systemUser, name: "Vigil", role: systemRole, source: { kind: "cli" } } as const;
      const request = { report: "blinding", as: "terminal", level } as const;
      const opened = await openClosedReport(instance.ports, study.studyId, request, agent);
      if (opened.ok) return done(opened.value, textOf(opened.value));
      return opened.error.kind === "refusal"
        ? notDone({ ...opened.error })
        : notDone({ code: "invalid-input", message: JSON.stringify(opened.error.issues) });
    } finally {
      await instance.close();
    }
  },
};

function textOf({ watermark, cutOff, tables }: OpenedReport): string {
  const moved = cutOff.movedSince > 0 ? `, ${cutOff.movedSince} streams moved since` : "";
  const head = `${watermark}\nData cut-off: checkpoint ${cutOff.checkpoint}, taken ${cutOff.takenAt}${moved}`;
  return [head, ...tables.map(tableText)].join("\n\n");
}

/** A table in columns of one width each; numbers to three places. */
function tableText({ id, columns, rows }: ReportTable): string {
  const shown = [columns, ...rows.map((row) => row.map(cellText))];
  const widths = columns.map((_name, at) => Math.max(...shown.map((row) => row[at]?.length ?? 0)));
  const lines = shown.map((row) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return [id.toUpperCase(), ...lines].join("\n");
}

function cellText(cell: string | number | null): string {
  if (typeof cell !== "number") return cell ?? "–";
  return Number.isInteger(cell) ? String(cell) : cell.toFixed(3);
}
