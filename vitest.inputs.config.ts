import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

// Five times the bad inputs of `npm test`, from another seed: `VIGIL_INPUTS_SEED=7 npm run test:inputs`.
export default defineConfig({
  resolve: { conditions: ["source", ...defaultServerConditions] },
  ssr: { resolve: { conditions: ["source", ...defaultServerConditions] } },
  test: {
    include: ["test/inputs/**/*.test.ts"],
    env: { VIGIL_INPUTS_SHARE: process.env["VIGIL_INPUTS_SHARE"] ?? "5" },
    testTimeout: 3_600_000,
    hookTimeout: 120_000,
    pool: "forks",
    maxWorkers: 2,
    reporters: ["default", "./tools/plain-summary.ts"],
    globalSetup: ["test/setup/database.ts"],
  },
});
