import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { conditions: ["source", ...defaultServerConditions] },
  ssr: { resolve: { conditions: ["source", ...defaultServerConditions] } },
  test: {
    include: ["src/**/*.test.ts", "src/**/*.test.tsx", "test/**/*.test.ts"],
    exclude: ["node_modules/**", "dist/**", "test/faults/**"],
    pool: "forks",
    // A busy machine is slow: no test fails for that.
    testTimeout: 120_000,
    hookTimeout: 600_000,
    maxWorkers: 2,
    reporters: ["default", "./tools/plain-summary.ts"],
    globalSetup: ["test/setup/database.ts"],
  },
});
