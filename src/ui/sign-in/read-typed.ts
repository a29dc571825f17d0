/**
 * What stands in a form's fields. Read when it is sent, not kept while typing: what somebody typed before the screen came
 * to life counts too.
 */
export function readTyped(form: HTMLFormElement): (name: string) => string {
  const data = new FormData(form);
  return (name) => String(data.get(name) ?? "");
}

/** A number without the blanks and dashes that people write into it. */
export const digitsOf = (text: string) => text.replace(/\D/g, "");
