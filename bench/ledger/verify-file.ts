import { hashedBundleLines, verificationTools } from "#adapters";
import { bundleToVerify, openBundle, verifyLedger } from "#ledger";

// In a process of its own: how long a bundle takes to verify, and how much memory at most.
const [file = ""] = process.argv.slice(2);
const started = performance.now();
const cpu = process.cpuUsage();
const bundle = await openBundle(hashedBundleLines(file), verificationTools([]).sha256);
if (!bundle.ok) throw new Error(JSON.stringify(bundle.error));
const report = await verifyLedger(bundleToVerify(bundle.value), verificationTools(bundle.value.publicKeys));
if (!report.intact) throw new Error(JSON.stringify(report.findings.slice(0, 3)));
const seconds = (performance.now() - started) / 1_000;
const used = process.cpuUsage(cpu);
const cpuSeconds = (used.user + used.system) / 1e6;
const memory = process.resourceUsage().maxRSS / 1_024;
console.log(JSON.stringify({ events: report.events, seconds, cpuSeconds, memory }));
