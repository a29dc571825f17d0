import { spawn } from "node:child_process";

/** Nobody looks at a silent terminal for longer without wondering. */
const SAY_EVERY_MS = 20_000;

/** @param {number} ms as people say it: 45 s, 3 min, 3 min 20 s */
export const span = (ms) => {
  const seconds = Math.round(ms / 1000);
  const [minutes, rest] = [Math.floor(seconds / 60), seconds % 60];
  return minutes === 0 ? `${rest} s` : rest === 0 ? `${minutes} min` : `${minutes} min ${rest} s`;
};

/**
 * Runs a command to its end, keeps its words and says every twenty seconds how far it is.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, done?: (words: string) => string }} how `done` reads the progress out of the words so far
 * @returns {Promise<{ ok: boolean, words: string, ms: number }>} `words`: what it wrote, both streams as they came
 */
export function follow(command, args, { cwd, env, done }) {
  const started = Date.now();
  let words = "";
  const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk) => {
      words += chunk;
    });
  const clock = setInterval(
    () => process.stdout.write(`  … ${span(Date.now() - started)}${done ? `: ${done(words)}` : ""}\n`),
    SAY_EVERY_MS,
  );
  return new Promise((end) => {
    const over = (ok) => {
      clearInterval(clock);
      end({ ok, words, ms: Date.now() - started });
    };
    child.once("error", (error) => {
      words += `${error.message}\n`;
      over(false);
    });
    child.once("close", (code) => over(code === 0));
  });
}
