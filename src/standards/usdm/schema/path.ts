/** `study.versions` and `0` → `study.versions.0`; the empty path is the whole document. */
export function joinPath(path: string, step: string | number): string {
  return path === "" ? String(step) : `${path}.${step}`;
}
