import type { Instant } from "#domain/kernel/time.ts";

/** One database in one file; a whole cluster, to which its log is added; the folder of a stopped embedded server. */
export const BACKUP_KINDS = ["dump", "base", "cold"] as const;
export type BackupKind = (typeof BACKUP_KINDS)[number];

const DAY_MS = 86_400_000;
const NAME =
  /^baogong-(?<kind>dump|base|cold)-(?<stamp>\d{8}T\d{6})Z(?:-(?<log>[0-9A-F]{24}))?\.age(?<part>\.[0-9a-f]{8}\.part)?$/;
/** A piece of the write-ahead log as it was archived: its place without the timeline, what it is, the hash of what it holds. */
const PIECE = /^[0-9A-F]{8}(?<place>[0-9A-F]{16})(?:\.[0-9A-F]{8}\.backup|\.partial)?-[0-9a-f]{16}\.gz\.age$/;

/**
 * The name of a backup's file, by its kind and second.
 * @param log of a base backup: the first piece of the write-ahead log that it needs. Whoever prunes cannot read inside
 */
export function nameOf(kind: BackupKind, at: Instant, log?: string): string {
  const stamp = new Date(at).toISOString().replace(/[-:]|\.\d+/g, "");
  return `baogong-${kind}-${stamp}${log ? `-${log}` : ""}.age`;
}

type Kept = {
  readonly name: string;
  readonly kind: BackupKind;
  readonly at: number;
  readonly log: string | undefined;
  readonly cutOff: boolean;
};

function readName(name: string): Kept[] {
  const found = NAME.exec(name)?.groups;
  if (!found) return [];
  const { kind, stamp = "", log, part } = found;
  const at = Date.parse(stamp.replace(/(....)(..)(..)T(..)(..)(..)/, "$1-$2-$3T$4:$5:$6Z"));
  return Number.isNaN(at) ? [] : [{ name, kind: kind as BackupKind, at, log, cutOff: part !== undefined }];
}

/**
 * Which backups are to go: those older than `days`, but never the newest whole one of its kind; and what a backup that was
 * killed left behind, after a day. A name that is not ours is nobody's to remove.
 */
export function toPrune(names: readonly string[], now: Instant, days: number): string[] {
  const ours = names.flatMap(readName);
  const newest = (kind: BackupKind) => Math.max(...ours.filter((k) => k.kind === kind && !k.cutOff).map((k) => k.at));
  return ours
    .filter((k) => (k.cutOff ? k.at < now - DAY_MS : k.at < now - days * DAY_MS && k.at !== newest(k.kind)))
    .map((k) => k.name);
}

/**
 * Which pieces of the log are to go: those before the first that the oldest of the base backups still needs. Without a
 * base backup none: what they are for is not known here. Source: pg_archivecleanup, which passes over the timeline too.
 */
export function logToPrune(pieces: readonly string[], backups: readonly string[]): string[] {
  const needed = backups.flatMap(readName).flatMap((k) => (k.log && !k.cutOff ? [k.log.slice(8)] : []));
  const [first] = needed.sort();
  return first === undefined ? [] : pieces.filter((name) => (PIECE.exec(name)?.groups?.place ?? first) < first);
}

/** Whether an archived piece is needed to go on from `log`: a later one, or what tells of a change of timelines. */
export function isNeededFrom(name: string, log: string): boolean {
  const place = PIECE.exec(name)?.groups?.place;
  return place === undefined ? name.includes(".history-") : place >= log.slice(8);
}
