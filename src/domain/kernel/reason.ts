/** The guard of every act that owes people a reason: words, not blanks. */
export const reasonGiven = (f: { readonly reason: string | undefined }): boolean => (f.reason ?? "").trim() !== "";
