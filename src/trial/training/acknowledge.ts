import { failed, ok, type Refusal, refusal } from "#kernel";
import { defineCommand } from "../command.ts";
import { staffStream } from "../streams.ts";
import { definitionsOf } from "./definitions.ts";
import { trainingEvents } from "./events.ts";

const cites = "ICH E6(R3) 2.3.3, 4.1; FDA complete response letter, NDA 215455, 8 August 2024, p. 2";

/** Somebody says that they have read the words of a definition. Nobody says it for another. */
export const acknowledgeDefinition = defineCommand({
  type: "acknowledge-definition",
  subject: "staff",
  merge: "adds",
  needsReauthentication: true,
  data: trainingEvents.DefinitionAcknowledged.data,
  decide: ({ staff, designs }, data, { subjectId, user }) => {
    if (subjectId !== user) {
      const message =
        "Cannot acknowledge a definition for somebody else: each person reads it for themselves.";
      return failed(refusal("not-for-another", message, cites));
    }
    const design = designs(data.designVersion);
    const shown = design && definitionsOf(design).find(({ id }) => id === data.definitionId);
    if (!shown) {
      const message = `Cannot acknowledge ${data.definitionId}: version ${data.designVersion} of the protocol has no such definition.`;
      return failed(refusal("no-such-definition", message, cites, { path: "data.definitionId" }));
    }
    const no = refuseOtherWords(shown, data.textHash) ?? refuseTwice(staff.acknowledgements, data);
    if (no) return failed(no);
    return ok([{ type: "DefinitionAcknowledged", stream: staffStream(subjectId), data }]);
  },
});

function refuseOtherWords(
  {
    label,
    designVersion,
    sha256,
  }: { readonly label: string; readonly designVersion: string; readonly sha256: string },
  textHash: string,
): Refusal | undefined {
  if (textHash === sha256) return undefined;
  const message = `These are not the words of “${label}” in version ${designVersion}: their SHA-256 is ${sha256}. Read the text again.`;
  return refusal("definition-differs", message, cites, { path: "data.textHash", because: "conflict" });
}

function refuseTwice(
  known: readonly { readonly definitionId: string; readonly textHash: string }[],
  { definitionId, textHash }: { readonly definitionId: string; readonly textHash: string },
): Refusal | undefined {
  const isKnown = known.some((one) => one.definitionId === definitionId && one.textHash === textHash);
  if (!isKnown) return undefined;
  const message = "You have acknowledged these words already; that holds for as long as they stay.";
  return refusal("acknowledged-already", message, cites, { path: "data.textHash", because: "conflict" });
}
