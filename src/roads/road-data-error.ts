/** The road file, or a file beside it, cannot be used; `kind` is for the screen, the message for the log. */
export class RoadDataError extends Error {
  readonly kind:
    | "missing"
    | "not_a_road_file"
    | "damaged"
    | "not_supported"
    | "no_roads"
    | "outside_bbox"
    | "bad_bbox"
    | "bad_name"
    | "bad_feed"
    | "bad_closure";

  constructor(kind: RoadDataError["kind"], message: string) {
    super(message);
    this.name = "RoadDataError";
    this.kind = kind;
  }
}
