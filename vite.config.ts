import path from "node:path";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig } from "vite";

const root = path.join(import.meta.dirname, "src/web");

export default defineConfig({
  root,
  plugins: [react()],
  resolve: { conditions: ["source", ...defaultClientConditions] },
  build: {
    outDir: path.join(import.meta.dirname, "dist/web-app"),
    emptyOutDir: true,
    target: "es2023",
    reportCompressedSize: false,
  },
  server: { proxy: { "/api": "http://127.0.0.1:4400" } },
});
