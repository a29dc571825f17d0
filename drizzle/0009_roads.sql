CREATE TABLE "road_closures" (
	"id" uuid PRIMARY KEY NOT NULL,
	"areas" jsonb NOT NULL,
	"ways" jsonb NOT NULL,
	"from" timestamptz(3) NOT NULL,
	"until" timestamptz(3),
	"reason" text NOT NULL,
	"order_number" text NOT NULL,
	"added_by" uuid,
	"added_at" timestamptz(3) NOT NULL,
	"ended_at" timestamptz(3),
	"ended_by" uuid,
	CONSTRAINT "road_closures_end_after_they_start" CHECK ("road_closures"."until" is null or "road_closures"."until" > "road_closures"."from"),
	CONSTRAINT "road_closures_close_something" CHECK (jsonb_array_length("road_closures"."areas") > 0 or jsonb_array_length("road_closures"."ways") > 0)
);
--> statement-breakpoint
CREATE TABLE "road_matrices" (
	"key" text PRIMARY KEY NOT NULL,
	"points" integer NOT NULL,
	"cells" "bytea" NOT NULL,
	"placed" jsonb NOT NULL,
	"notes" jsonb NOT NULL,
	"made_at" timestamptz(3) NOT NULL,
	"used_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
CREATE TABLE "trip_routes" (
	"trip_id" uuid PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"legs" jsonb NOT NULL,
	"drawn_at" timestamptz(3) NOT NULL
);
--> statement-breakpoint
ALTER TABLE "trip_routes" ADD CONSTRAINT "trip_routes_trip_id_trips_id_fk" FOREIGN KEY ("trip_id") REFERENCES "public"."trips"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "road_closures_by_time" ON "road_closures" USING btree ("from");--> statement-breakpoint
CREATE INDEX "road_matrices_by_use" ON "road_matrices" USING btree ("used_at");