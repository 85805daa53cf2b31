/** The address of one filling of a form, by its key. */
export function formPath(studyId: string, participantId: string, formKey: string): string {
  const [visitId = "", formId = "", repeat = "1"] = formKey.split("/");
  return `/studies/${studyId}/participants/${participantId}/forms/${visitId}/${formId}/${repeat}`;
}
