/** A checksum or a password in fours, so that two people can read it to each other and a line can break in it. */
export const inFours = (text: string): string => text.replace(/(.{4})(?=.)/g, "$1 ");
