-- Closures are public orders; dispatch and the desk write them. Matrices are the worker's alone.
GRANT SELECT, INSERT, UPDATE ON road_closures TO baogong_app;--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON road_matrices, trip_routes TO baogong_app;--> statement-breakpoint
ALTER TABLE road_closures ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY seen ON road_closures FOR SELECT USING ((SELECT app_is('SYS', 'DIS', 'DESK', 'DRV', 'DEP', 'AUD')));--> statement-breakpoint
CREATE POLICY added ON road_closures FOR INSERT WITH CHECK ((SELECT app_is('DIS', 'DESK')));--> statement-breakpoint
CREATE POLICY ended ON road_closures FOR UPDATE USING ((SELECT app_is('DIS', 'DESK')));--> statement-breakpoint
ALTER TABLE road_matrices ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON road_matrices USING ((SELECT app_is('SYS')));--> statement-breakpoint
ALTER TABLE trip_routes ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON trip_routes USING ((SELECT app_is('SYS')) OR EXISTS (SELECT FROM trips t WHERE t.id = trip_id));
