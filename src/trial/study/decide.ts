import { z } from "zod";
import { checkStudyDesign, parseStudyDesign, type StudyDesign } from "#design";
import { contentHash, failed, ok, refusal, renderIssue } from "#kernel";
import { defineCommand } from "../command.ts";
import { text } from "../fields.ts";
import { studyStream } from "../streams.ts";
import { publishedInstruments } from "./published-instruments.ts";

/**
 * Publishes a version of the protocol. It is pinned by the hash of its canonical JSON and binds a site's
 * participants once that site's ethics committee has approved it.
 */
export const publishDesign = defineCommand({
  type: "publish-design",
  subject: "study",
  merge: "replaces",
  data: z.strictObject({ design: z.unknown(), summary: text }),
  decide: ({ study }, { design, summary }, { study: studyId }) => {
    const parsed = parseStudyDesign(design);
    if (!parsed.ok) {
      const [first, ...more] = parsed.error.issues;
      const rest = more.length > 0 ? ` and ${more.length} more faults` : "";
      const message = `Cannot publish this protocol: ${first ? renderIssue(first) : "it cannot be read"}${rest}. Run \`vigil design check\` on its file.`;
      return failed(
        refusal("design-unreadable", message, "USDM v4", { path: `data.design.${first?.path ?? ""}` }),
      );
    }
    const fault = checkStudyDesign(parsed.value, publishedInstruments).find(
      ({ severity }) => severity === "error",
    );
    if (fault) {
      const message = `Cannot publish this protocol: ${fault.path}: ${fault.message} Run \`vigil design check\` on its file to see all faults.`;
      return failed(
        refusal("design-faulty", message, "ICH E6(R3) 3.1.4", { path: `data.design.${fault.path}` }),
      );
    }
    const { version } = parsed.value;
    const published = study.designs.find((earlier) => earlier.version === version);
    if (published) {
      const message = `Cannot publish version ${version}: that version was published on ${published.publishedAt.slice(0, 10)}. A change is a new version.`;
      return failed(
        refusal("version-published", message, "ICH E6(R3) 3.1.4", { path: "data.design.version" }),
      );
    }
    return ok([
      {
        type: "StudyDesignPublished",
        stream: studyStream(studyId),
        data: { version, designHash: contentHash(parsed.value), design: parsed.value, summary },
      },
    ]);
  },
});

/** A physician signs for the numbers of a version that were still to be confirmed. */
export const confirmParameters = defineCommand({
  type: "confirm-parameters",
  subject: "study",
  merge: "adds",
  needsReauthentication: true,
  data: z.strictObject({ version: text, parameterIds: z.array(text).min(1).max(1_000) }),
  decide: (facts, { version, parameterIds }, { study: studyId }) => {
    const design = facts.designs(version)?.written;
    if (!design) {
      const message = `Cannot confirm parameters: version ${version} of the protocol was not published.`;
      return failed(refusal("no-such-version", message, "ICH E6(R3) 3.1.4", { path: "data.version" }));
    }
    const unknown = parameterIds.find((id) => !design.parameters.some((parameter) => parameter.id === id));
    if (unknown) {
      const message = `Cannot confirm ${unknown}: version ${version} has no such parameter.`;
      return failed(
        refusal("no-such-parameter", message, "Protocol, parameters", { path: "data.parameterIds" }),
      );
    }
    return ok([
      {
        type: "ParametersConfirmed",
        stream: studyStream(studyId),
        signatureMeaning: "I have reviewed these parameters and confirm them for use.",
        data: { version, parameterIds, contentHash: contentHash(confirmed(design, parameterIds)) },
      },
    ]);
  },
});

function confirmed(design: StudyDesign, ids: readonly string[]): unknown {
  return design.parameters.filter(({ id }) => ids.includes(id));
}
