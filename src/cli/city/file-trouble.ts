/** What to do when the disk or the file system refuses; undefined for an error of another kind. */
export function fileTrouble(error: NodeJS.ErrnoException, dir: string): string | undefined {
  switch (error.code) {
    case "ENOSPC":
    case "EDQUOT":
      return `The disk is full at ${dir}. Free some room (an import needs about three times the size of its file), or set CITY_DIR to a folder on another disk.`;
    case "EFBIG":
      return `A file in ${dir} would grow beyond the size that this user may write (ulimit -f). Raise the limit, or set CITY_DIR.`;
    case "EACCES":
    case "EPERM":
    case "EROFS":
    case "ENOENT":
      return `The folder ${dir} cannot be written (${error.message}). Give this user the right to write there, or set CITY_DIR.`;
    case "ENOTDIR":
    case "EEXIST":
      return `${dir} is no folder (${error.message}). Set CITY_DIR to a folder.`;
    default:
      return undefined;
  }
}
