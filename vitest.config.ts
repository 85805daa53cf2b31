import { defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./tools/longest-first.ts";

const conditions = ["source", ...defaultServerConditions];
const shared = {
  resolve: { conditions },
  ssr: { resolve: { conditions } },
};
// A busy machine is slow: no test fails for that.
const patient = { testTimeout: 120_000, hookTimeout: 600_000 };

export default defineConfig({
  ...shared,
  test: {
    maxWorkers: 2,
    reporters: ["default", "./tools/plain-summary.ts"],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        ...shared,
        test: {
          ...patient,
          name: "stories",
          include: ["test/**/*.test.ts"],
          exclude: ["test/faults/**", "test/reference/**"],
          pool: "forks",
          isolate: false,
          globalSetup: ["test/setup/database.ts"],
        },
      },
      {
        ...shared,
        test: {
          ...patient,
          name: "units",
          include: ["src/**/*.test.ts", "src/**/*.test.tsx", "test/reference/**/*.test.ts"],
          pool: "forks",
          // They touch nothing outside of themselves: what they import is read once for all of them.
          isolate: false,
        },
      },
    ],
  },
});
