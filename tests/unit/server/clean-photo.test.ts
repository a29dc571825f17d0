import sharp from "sharp";
import { expect, test } from "vitest";
import { cleanPhoto } from "../../../src/server/photo/clean-photo.ts";
import { aPhoto } from "../../support/a-photo.ts";

const sent = (bytes: Buffer, mediaType: "image/jpeg" | "image/png" = "image/jpeg") => ({
  mediaType,
  base64: bytes.toString("base64"),
});
const green = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#0b7" } }).jpeg();

test("a photo is kept upright, and without the place and the time that its camera wrote beside it", async () => {
  const taken = await green(40, 20)
    .withMetadata({
      orientation: 6,
      exif: { IFD0: { Make: "Camera" }, IFD3: { GPSLatitude: "24/1 54/1 0/1" } },
    } as never)
    .toBuffer();
  expect((await sharp(taken).metadata()).exif).toBeDefined();
  const kept = await cleanPhoto(sent(taken));
  const { exif, icc, xmp, format, width, height } = await sharp(kept.bytes).metadata();
  expect({ exif, icc, xmp, format, width, height }).toEqual({
    exif: undefined,
    icc: undefined,
    xmp: undefined,
    format: "jpeg",
    width: 20,
    height: 40,
  });
  expect(kept.bytes.includes("Camera")).toBe(false);
});

test("a picture of any kind becomes a JPEG of at most two thousand pixels a side, whatever it says it is", async () => {
  expect((await cleanPhoto(aPhoto)).mediaType).toBe("image/jpeg");
  const large = await cleanPhoto(sent(await green(3000, 1500).toBuffer(), "image/png"));
  expect(await sharp(large.bytes).metadata()).toMatchObject({ format: "jpeg", width: 2000, height: 1000 });
});

test("what cannot be decoded whole is refused by name: junk, a page, half a photo, a drawing, a bomb", async () => {
  const whole = await green(200, 200).toBuffer();
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: "#fff" } })
    .png({ compressionLevel: 9 })
    .toBuffer();
  const bad = [
    Buffer.from("not a picture"),
    Buffer.from("<!doctype html><script>alert(1)</script>"),
    Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'),
    whole.subarray(0, Math.floor(whole.length / 2)),
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    bomb,
  ];
  for (const bytes of bad)
    await expect(cleanPhoto(sent(bytes))).rejects.toMatchObject({ detail: { kind: "not_a_photo" } });
});
