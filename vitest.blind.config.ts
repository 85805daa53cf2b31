import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Ten thousand simulated trials of each method, where `npm test` has three hundred; its figures are printed: `npm run test:blind`.
export default defineConfig({
  resolve: { conditions: ["source", ...defaultServerConditions] },
  ssr: { resolve: { conditions: ["source", ...defaultServerConditions] } },
  test: {
    include: ["test/blind/**/*.test.ts"],
    env: { VIGIL_BLIND_SIZE: "full" },
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 1,
    fileParallelism: false,
    disableConsoleIntercept: true,
    reporters: ["default", "./tools/plain-summary.ts"],
    globalSetup: ["test/setup/database.ts"],
  },
});
