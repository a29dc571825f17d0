import { resolve } from "node:path";
import { archivePiece } from "./backup/log-pieces.ts";
import { fail } from "./prepare.mjs";

// PostgreSQL's archive_command: `node …/src/cli/archive-log.ts %p FOLDER age1…` adds one piece of the write-ahead log,
// encrypted. Anything but 0 at its end, and the server keeps the piece and tries again.

const [piece, directory, recipient] = process.argv.slice(2);
if (!piece || !directory || !recipient) fail("archive-log.ts PIECE FOLDER RECIPIENT");
else
  await archivePiece(resolve(piece), resolve(directory), recipient).catch((error: Error) =>
    fail(`Not archived: ${error.message}`),
  );
