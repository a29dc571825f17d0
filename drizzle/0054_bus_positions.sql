CREATE TABLE "bus_positions" (
	"trip_id" uuid PRIMARY KEY NOT NULL,
	"lat" double precision NOT NULL,
	"lng" double precision NOT NULL,
	"by" text NOT NULL,
	"at" timestamptz(3) NOT NULL,
	CONSTRAINT "bus_positions_on_earth" CHECK ("bus_positions"."lat" between -90 and 90 and "bus_positions"."lng" between -180 and 180)
);
--> statement-breakpoint
ALTER TABLE "bus_positions" ADD CONSTRAINT "bus_positions_trip_id_trips_id_fk" FOREIGN KEY ("trip_id") REFERENCES "public"."trips"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON bus_positions TO baogong_app;--> statement-breakpoint
ALTER TABLE bus_positions ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON bus_positions USING ((SELECT app_is('SYS', 'DESK', 'DIS')) OR ((SELECT app_is('DRV')) AND trip_is_driven_by(trip_id, app_user())));--> statement-breakpoint
CREATE POLICY added_by ON bus_positions AS RESTRICTIVE FOR INSERT WITH CHECK ((SELECT app_is('SYS', 'DRV')));--> statement-breakpoint
CREATE POLICY changed_by ON bus_positions AS RESTRICTIVE FOR UPDATE USING (true) WITH CHECK ((SELECT app_is('SYS', 'DRV')));--> statement-breakpoint
CREATE POLICY taken_by ON bus_positions AS RESTRICTIVE FOR DELETE USING ((SELECT app_is('SYS')));
