import type { StudyId } from "#kernel";
import type { Instance } from "./instance.ts";

/** The study that is meant, or why it cannot be told. */
export async function chooseStudy(
  { ports }: Instance,
  wanted: string | boolean | undefined,
): Promise<{ readonly studyId: StudyId; readonly name: string } | string> {
  const studies = await ports.lists.studies(await ports.archive.studies());
  const [only, second] = studies;
  if (wanted !== undefined)
    return studies.find(({ studyId }) => studyId === wanted) ?? `There is no study ${String(wanted)}.`;
  if (!only) return "There is no study in this instance yet.";
  if (!second) return only;
  return `There are several studies; name one with --study: ${studies.map(({ studyId, name }) => `${studyId} (${name})`).join(", ")}.`;
}
