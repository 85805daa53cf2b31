import { Button, Menu } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import type { Action } from "#trial";
import { useAnswer } from "../../../api/use-answer.ts";
import { useMessages } from "../../../messages/messages.tsx";
import { useStudy } from "../../../study/study-context.tsx";
import { type ConsentDocument, mainDocument } from "../consent/main-document.ts";
import { SignConsentDialog } from "../consent/sign-consent-dialog.tsx";
import { type Participant, useParticipant } from "../participant-context.tsx";
import { type DialogState, useDialog } from "../use-dialog.ts";
import { usePageState } from "../use-page-state.ts";
import { EndParticipationDialog } from "./end-participation-dialog.tsx";
import { EnrollDialog } from "./enroll-dialog.tsx";
import { FailScreeningDialog } from "./fail-screening-dialog.tsx";
import { MigrateDialog } from "./migrate-dialog.tsx";
import { RandomizeDialog } from "./randomize-dialog.tsx";
import { TransferDialog } from "./transfer-dialog.tsx";

type Act = "consent" | "enroll" | "randomize" | "fail" | "end" | "migrate" | "transfer";

const needed: Readonly<Record<Act, Action>> = {
  consent: "sign-consent",
  enroll: "enroll-participant",
  randomize: "randomize-participant",
  fail: "fail-screening",
  end: "end-participation",
  migrate: "migrate-participant",
  transfer: "transfer-participant",
};

/** What moves a participant on in the study: the likeliest step as a button, the others in a menu. */
export function EnrollmentActions(): ReactNode {
  const { page, enrollment: texts, randomize } = useMessages().participants;
  const participant = useParticipant();
  const { may } = useStudy();
  const newer = useOtherVersions(participant);
  const dialog = useDialog<Act>();
  const { isAboutProtocol, isAboutRandomization } = usePageState();
  useAsked("migrate", isAboutProtocol && newer.length > 0 && may("migrate-participant"), dialog);
  const canAsk = participant.randomization !== null && participant.stage === "enrolled";
  useAsked("randomize", isAboutRandomization && canAsk && may("randomize-participant"), dialog);
  const main = mainDocument(participant);
  const acts = actsFor(participant, newer.length > 0).filter((act) => may(needed[act]));
  const [first, ...others] = acts;
  const names: Readonly<Record<Act, string>> = {
    consent: page.recordConsent,
    enroll: texts.enroll,
    randomize: randomize.randomize,
    fail: texts.failScreening,
    end: texts.end,
    migrate: texts.migrate,
    transfer: texts.transfer,
  };
  const isMainStep = first === "consent" || first === "enroll" || first === "randomize";
  const inMenu = isMainStep ? others : acts;
  return (
    <>
      {inMenu.length > 0 ? (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default">{page.more}</Button>
          </Menu.Target>
          <Menu.Dropdown>
            {inMenu.map((act) => (
              <Menu.Item key={act} onClick={() => dialog.open(act)}>
                {names[act]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      ) : null}
      {isMainStep ? <Button onClick={() => dialog.open(first)}>{names[first]}</Button> : null}
      <Dialogs dialog={dialog} main={main} versions={newer} />
    </>
  );
}

/** A link can lead straight to an act, such as one of the worklist to moving the participant to another version. */
function useAsked(act: Act, isAsked: boolean, dialog: DialogState<Act>): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: it opens once, when it is asked for
  useEffect(() => {
    if (isAsked) dialog.open(act);
  }, [isAsked]);
}

function Dialogs({
  dialog,
  main,
  versions,
}: {
  readonly dialog: DialogState<Act>;
  readonly main: ConsentDocument | undefined;
  readonly versions: readonly string[];
}): ReactNode {
  const shared = { opened: dialog.isOpen, onClose: dialog.close };
  const key = dialog.turn;
  switch (dialog.subject) {
    case "consent":
      return main ? <SignConsentDialog key={key} {...shared} document={main} /> : null;
    case "enroll":
      return <EnrollDialog key={key} {...shared} />;
    case "randomize":
      return <RandomizeDialog key={key} {...shared} />;
    case "fail":
      return <FailScreeningDialog key={key} {...shared} />;
    case "end":
      return <EndParticipationDialog key={key} {...shared} />;
    case "migrate":
      return <MigrateDialog key={key} {...shared} versions={versions} />;
    case "transfer":
      return <TransferDialog key={key} {...shared} />;
    default:
      return null;
  }
}

function actsFor(
  { stage, consent, enrollment, randomization }: Participant,
  hasOtherVersion: boolean,
): readonly Act[] {
  const isConfirmed = enrollment.confirmations.at(-1)?.isOutdated === false;
  const hasForms = consent.documents.length > 0;
  const migrate: readonly Act[] = hasOtherVersion ? ["migrate"] : [];
  switch (stage) {
    case "pre-screening":
      return hasForms ? ["consent", ...migrate] : migrate;
    case "screening":
      return [...(isConfirmed ? (["enroll"] as const) : []), "fail", ...migrate, "transfer"];
    case "enrolled":
      // What randomization waits for is worth a look at any time; it is the next step once nothing stands in its way.
      return randomization?.canBegin
        ? ["randomize", "end", ...migrate, "transfer"]
        : ["end", ...(randomization ? (["randomize"] as const) : []), ...migrate, "transfer"];
    default:
      return [];
  }
}

/** Versions of the protocol that are in effect at the participant's site and do not bind them. */
function useOtherVersions({ siteId, designVersion, today }: Participant): readonly string[] {
  const { studyId, may } = useStudy();
  const sites = useAnswer(
    "GET /api/studies/:studyId/sites",
    { params: { studyId } },
    { enabled: may("migrate-participant") },
  );
  const approved = sites.data?.find((site) => site.siteId === siteId)?.designs ?? [];
  return [
    ...new Set(
      approved
        .filter(({ version, effectiveFrom }) => version !== designVersion && effectiveFrom <= today)
        .map(({ version }) => version),
    ),
  ];
}
