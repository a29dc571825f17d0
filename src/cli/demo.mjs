import { spawn } from "node:child_process";
import { join } from "node:path";
import { prepare, ROOT } from "./prepare.mjs";

// `npm run demo`: installs what is missing, then hands over to the Node that runs the product.
const node = await prepare();
const demo = spawn(
  node,
  ["--disable-warning=ExperimentalWarning", join(ROOT, "src", "cli", "demo-run.ts"), ...process.argv.slice(2)],
  { cwd: ROOT, stdio: "inherit" },
);
// The terminal sends Ctrl-C to the whole group: the demo stops its parts in order, and this waits for it.
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => signal === "SIGTERM" && demo.kill(signal));
demo.on("exit", (code) => process.exit(code ?? 0));
