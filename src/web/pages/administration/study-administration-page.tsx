import type { ReactNode } from "react";

export function StudyAdministrationPage(): ReactNode {
  return null;
}
