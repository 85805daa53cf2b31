// npm start: the demonstration trial on the embedded database. With --empty: an instance of one's own, in a folder of its own,
// whose first page sets up the first administrator.
const args = process.argv.slice(2);
const isEmpty = args.includes("--empty");
const rest = args.filter((arg) => arg !== "--empty");
if (isEmpty) process.env["VIGIL_HOME"] ??= ".vigil-own";
process.argv.splice(2, args.length, isEmpty ? "serve" : "demo", ...rest);
endWithNpm();
await import("../bin/vigil.mjs");

/** npm passes SIGTERM to the shell between itself and this process, and the shell ends without a word. */
function endWithNpm() {
  if (process.env["npm_lifecycle_event"] !== "start") return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    process.kill(process.pid, "SIGTERM");
  }, 500);
  watch.unref();
}
