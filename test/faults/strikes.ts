import { existsSync, readFileSync, truncateSync } from "node:fs";
import path from "node:path";
import { expect } from "vitest";
import type { SeededRandom, StudyId } from "#kernel";
import type { RunningApp } from "../builders/running-app.ts";

export const targets = ["server", "database", "both"] as const;
export type Target = (typeof targets)[number];

export function strike(app: RunningApp, target: Target): void {
  if (target !== "server") app.killDatabase();
  if (target !== "database") app.killServer();
}

/** Cuts the witness's last line, as a power cut may. Returns how many lines were cut. */
export function tearWitness(home: string, study: StudyId, random: SeededRandom): number {
  const file = path.join(home, "witness", `${study}.witness`);
  if (!existsSync(file)) return 0;
  const bytes = readFileSync(file);
  const lastLine = bytes.length - 1 - bytes.lastIndexOf(0x0a, bytes.length - 2);
  truncateSync(file, bytes.length - random.between(1, lastLine - 1));
  return 1;
}

/** Proves the live ledger while everybody writes. */
export async function verifyOverHttp(origin: string, cookie: string, study: StudyId): Promise<number> {
  const response = await fetch(`${origin}/api/studies/${study}/ledger/verification`, { headers: { cookie } });
  expect(await response.json()).toMatchObject({ intact: true, findings: [] });
  return 1;
}
