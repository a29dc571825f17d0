/** The first character and a star, `黄*`: enough to tell two neighbours apart, not enough to collect in a name. */
export function maskName(name: string): string {
  const [first] = name.trim();
  return first === undefined ? "" : `${first}*`;
}

/** `139****6021`: the middle of a mobile number hidden. Of any other number only the last two digits show. */
export function maskPhone(phone: string): string {
  const digits = phone.replace(/\D/g, "");
  if (digits.length === 11) return `${digits.slice(0, 3)}****${digits.slice(7)}`;
  return digits.length <= 4 ? "*".repeat(digits.length) : "*".repeat(digits.length - 2) + digits.slice(-2);
}
