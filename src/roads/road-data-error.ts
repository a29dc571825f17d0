/** The road file cannot be used; `kind` is for the screen, the message for the log. */
export class RoadDataError extends Error {
  readonly kind: "missing" | "not_a_road_file" | "damaged" | "no_roads";

  constructor(kind: RoadDataError["kind"], message: string) {
    super(message);
    this.name = "RoadDataError";
    this.kind = kind;
  }
}
