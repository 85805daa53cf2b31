import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Long runs with kill -9, a whole session of eight hours, and hundreds of tampers: `npm run test:faults`.
export default defineConfig({
  resolve: { conditions: ["source", ...defaultServerConditions] },
  ssr: { resolve: { conditions: ["source", ...defaultServerConditions] } },
  test: {
    include: [
      "test/faults/**/*.test.ts",
      "test/ledger/tampering.test.ts",
      "test/sessions/survival.test.ts",
      "test/offline/whole-session.test.ts",
    ],
    env: {
      VIGIL_TAMPERS: "13",
      VIGIL_SESSION: "whole",
      VIGIL_SESSIONS: process.env["VIGIL_SESSIONS"] ?? "200",
      VIGIL_SESSION_SERVER_KILLS: "5",
    },
    disableConsoleIntercept: true,
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    reporters: ["default", "./tools/plain-summary.ts"],
    globalSetup: ["test/setup/database.ts"],
  },
});
