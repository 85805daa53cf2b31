import { createHash } from "node:crypto";
import path from "node:path";
import react from "@vitejs/plugin-react";
import { defaultClientConditions, defineConfig, type Plugin } from "vite";

const root = path.join(import.meta.dirname, "src/web");
const serviceWorker = "service-worker";

/**
 * Tells the service worker which files the build has, and gives the build a name made of them. Files that carry their content in their
 * names, and the icon; no answer of the API.
 */
function shellFiles(): Plugin {
  return {
    name: "vigil-shell-files",
    enforce: "post",
    generateBundle: (_options, bundle) => {
      const files = Object.keys(bundle)
        .filter((file) => file.startsWith("assets/"))
        .map((file) => `/${file}`)
        .concat("/icon.svg")
        .sort();
      const build = createHash("sha256").update(files.join("\n")).digest("hex").slice(0, 16);
      const worker = bundle[`${serviceWorker}.js`];
      if (worker?.type !== "chunk") throw new Error("The build has no service worker.");
      if (worker.imports.length > 0) throw new Error("The service worker must stand in one file.");
      worker.code = worker.code.replaceAll("__SHELL__", JSON.stringify({ build, files }));
    },
  };
}

export default defineConfig({
  root,
  plugins: [react(), shellFiles()],
  resolve: { conditions: ["source", ...defaultClientConditions] },
  worker: { format: "es" },
  build: {
    outDir: path.join(import.meta.dirname, "dist/web-app"),
    emptyOutDir: true,
    target: "es2023",
    reportCompressedSize: false,
    rolldownOptions: {
      input: {
        main: path.join(root, "index.html"),
        [serviceWorker]: path.join(root, "offline/service-worker.ts"),
      },
      output: {
        entryFileNames: ({ name }) => (name === serviceWorker ? "[name].js" : "assets/[name]-[hash].js"),
      },
    },
  },
  server: { proxy: { "/api": "http://127.0.0.1:4400" } },
});
