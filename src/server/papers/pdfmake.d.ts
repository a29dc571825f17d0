/** What is used of pdfmake 0.3 on the server; the package brings no types. */
declare module "pdfmake" {
  const pdfmake: {
    setFonts(fonts: Readonly<Record<string, { normal: string; bold: string }>>): void;
    setLocalAccessPolicy(allowed: (path: string) => boolean): void;
    setUrlAccessPolicy(allowed: (url: string) => boolean): void;
    createPdf(document: object): { getBuffer(): Promise<Uint8Array> };
  };
  export default pdfmake;
}

declare module "fontkit" {
  /** A typeface out of a file. */
  export function openSync(path: string): { hasGlyphForCodePoint(codePoint: number): boolean };
}
