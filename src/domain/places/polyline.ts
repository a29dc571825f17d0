import type { LatLng } from "./distance.ts";

/** A line as short text: differences of 1e-5 degrees in five-bit pieces, Google's encoded polyline format. */
export function encodeLine(line: readonly LatLng[]): string {
  let text = "";
  let [lat, lng] = [0, 0];
  const put = (delta: number) => {
    let rest = delta < 0 ? ~(delta << 1) : delta << 1;
    for (; rest >= 0x20; rest >>= 5) text += String.fromCharCode((0x20 | (rest & 0x1f)) + 63);
    text += String.fromCharCode(rest + 63);
  };
  for (const at of line) {
    const [y, x] = [Math.round(at.lat * 1e5), Math.round(at.lng * 1e5)];
    put(y - lat);
    put(x - lng);
    [lat, lng] = [y, x];
  }
  return text;
}

/** The line again, exact to half of 1e-5 degrees. */
export function decodeLine(text: string): LatLng[] {
  const line: LatLng[] = [];
  let at = 0;
  let [lat, lng] = [0, 0];
  const take = (): number => {
    let [value, shift, piece] = [0, 0, 0];
    do {
      piece = text.charCodeAt(at++) - 63;
      value |= (piece & 0x1f) << shift;
      shift += 5;
    } while (piece >= 0x20);
    return value & 1 ? ~(value >> 1) : value >> 1;
  };
  while (at < text.length) {
    lat += take();
    lng += take();
    line.push({ lat: lat / 1e5, lng: lng / 1e5 });
  }
  return line;
}
