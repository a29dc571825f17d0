import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeKey, readKeyFile } from "../../../src/cli/backup/keys.ts";
import { archivePiece, openLog } from "../../../src/cli/backup/log-pieces.ts";
import { readSealed, readThrough, UnreadableFile, writeSealed } from "../../../src/cli/backup/sealed-file.ts";

const folder = mkdtempSync(join(tmpdir(), "sealed-"));
afterAll(() => rmSync(folder, { recursive: true }));
let recipient = "";
let identity = "";
beforeAll(async () => {
  recipient = await makeKey(join(folder, "key"));
  identity = await readKeyFile(join(folder, "key"));
});

let files = 0;
const newPath = () => join(folder, `file-${++files}`);
async function* pieces(...all: Uint8Array[]) {
  yield* all;
}
const read = async (path: string, key = identity) => {
  const found: Uint8Array[] = [];
  for await (const bytes of readSealed(path, key)) found.push(bytes);
  return Buffer.concat(found);
};

test("what was sealed comes back byte by byte, however it was handed on", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string(),
      fc.array(fc.uint8Array({ minLength: 1, maxLength: 100_000 })),
      async (head, parts) => {
        const path = newPath();
        await writeSealed(path, recipient, head, pieces(...parts));
        expect((await read(path)).equals(Buffer.concat([Buffer.from(head), ...parts]))).toBe(true);
      },
    ),
    { numRuns: 30 },
  );
});

test("a flipped bit anywhere, and a cut anywhere, are refused by the name of the file", async () => {
  const path = newPath();
  await writeSealed(path, recipient, "head\n", pieces(Buffer.alloc(200_000, 7)));
  const whole = readFileSync(path);
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), fc.boolean(), async (at, bit, cut) => {
      const damaged = cut ? whole.subarray(0, at) : Buffer.from(whole);
      if (!cut) damaged[at] = damaged[at]! ^ (1 << bit);
      const other = newPath();
      writeFileSync(other, damaged);
      const refusal = readThrough(readSealed(other, identity));
      await expect(refusal).rejects.toThrow(UnreadableFile);
      await expect(refusal).rejects.toThrow(other);
    }),
    { numRuns: 60 },
  );
});

test("a file that was encrypted for another key says so", async () => {
  const path = newPath();
  await writeSealed(path, recipient, "", pieces(Buffer.from("x")));
  await makeKey(join(folder, "other"));
  await expect(read(path, await readKeyFile(join(folder, "other")))).rejects.toThrow(/for another key than this one/);
});

test("a file that is there is not written over, and a payload that fails leaves none", async () => {
  const path = newPath();
  await writeSealed(path, recipient, "first", pieces());
  await expect(writeSealed(path, recipient, "second", pieces())).rejects.toThrow(/EEXIST/);
  expect((await read(path)).toString()).toBe("first");
  const failing = newPath();
  async function* broken() {
    yield Buffer.from("half");
    throw new Error("the tool ended with 1");
  }
  await expect(writeSealed(failing, recipient, "", broken())).rejects.toThrow("the tool ended with 1");
  expect(readdirSync(folder).filter((name) => failing.endsWith(name) || name.endsWith(".part"))).toEqual([]);
});

test("a piece of log that is handed on twice is kept once; another piece of its name is refused", async () => {
  const [piece, archive] = [join(folder, "000000010000000000000007"), mkdtempSync(join(folder, "log-"))];
  writeFileSync(piece, "what was committed");
  // The server was killed while it archived this piece before.
  writeFileSync(join(archive, "000000010000000000000007-0123456789abcdef.gz.age.0123abcd.part"), "half");
  expect(await archivePiece(piece, archive, recipient)).toBe("added");
  expect(await archivePiece(piece, archive, recipient)).toBe("there");
  writeFileSync(piece, "what another server committed");
  await expect(archivePiece(piece, archive, recipient)).rejects.toThrow(/another 000000010000000000000007/);
  expect(readdirSync(archive)).toHaveLength(1);
});

test("archived log is opened from the piece that a backup needs on, and a damaged piece is refused by its name", async () => {
  const [archive, into] = [mkdtempSync(join(folder, "log-")), mkdtempSync(join(folder, "open-"))];
  const names = ["000000010000000000000006", "000000010000000000000007", "00000002.history"];
  for (const name of names) {
    writeFileSync(join(folder, name), name.repeat(20_000));
    await archivePiece(join(folder, name), archive, recipient);
  }
  await openLog(archive, "000000010000000000000007", identity, into, undefined);
  expect(readdirSync(into).toSorted()).toEqual(names.slice(1));
  expect(readFileSync(join(into, names[1]!), "utf8")).toBe(names[1]!.repeat(20_000));

  const damaged = join(archive, readdirSync(archive).find((n) => n.startsWith(names[1]!))!);
  const bytes = readFileSync(damaged);
  bytes[bytes.length - 20]! ^= 1;
  writeFileSync(damaged, bytes);
  const again = openLog(archive, "000000010000000000000007", identity, mkdtempSync(join(folder, "open-")), undefined);
  await expect(again).rejects.toThrow(UnreadableFile);
  await expect(again).rejects.toThrow(damaged);
});
