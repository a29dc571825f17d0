import { readFile, writeFile } from "node:fs/promises";
import { generateX25519Identity, identityToRecipient } from "age-encryption";

/**
 * Makes a new key in the form of `age-keygen`.
 * @param file which is not there yet, and must not lie where the backups lie
 * @returns the recipient, which encrypts and opens nothing
 */
export async function makeKey(file: string): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  await writeFile(file, `# created: ${new Date().toISOString()}\n# public key: ${recipient}\n${identity}\n`, {
    flag: "wx",
    mode: 0o600,
  });
  return recipient;
}

/** @returns the key in a file of `age-keygen`'s form. @throws Error that names the file, when there is none in it */
export async function readKeyFile(file: string): Promise<string> {
  const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
  const identity = lines.find((line) => line.startsWith("AGE-SECRET-KEY-"));
  if (!identity) throw new Error(`${file} holds no key (a line that begins with AGE-SECRET-KEY-).`);
  return identity;
}
