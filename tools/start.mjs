// npm start: the demonstration trial on the embedded database; with --empty, an instance to set up.
const args = process.argv.slice(2);
const isEmpty = args.includes("--empty");
const rest = args.filter((arg) => arg !== "--empty");
process.argv.splice(2, args.length, isEmpty ? "serve" : "demo", ...rest);
await import("../bin/vigil.mjs");
