/** Says on standard error how far the work is: one line that is written over on a terminal, one line a stage elsewhere. */
export function progressLine<S extends string>(names: Readonly<Record<S, string>>) {
  const [out, started] = [process.stderr, Date.now()];
  let last = "";
  return {
    told(stage: S, share: number): void {
      const seconds = ((Date.now() - started) / 1000).toFixed(0);
      const line = out.isTTY ? `${names[stage]} ${Math.round(share * 100)} % (${seconds} s)` : names[stage];
      if (line === last) return;
      last = line;
      out.write(out.isTTY ? `\r\x1b[2K${line}` : `… ${line}\n`);
    },
    done(): void {
      if (out.isTTY) out.write("\r\x1b[2K");
    },
  };
}
