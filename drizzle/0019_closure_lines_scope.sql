-- Drawn by the worker, seen by whoever sees the closures.
GRANT SELECT, INSERT, UPDATE, DELETE ON closure_lines TO baogong_app;--> statement-breakpoint
ALTER TABLE closure_lines ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY seen ON closure_lines FOR SELECT USING (EXISTS (SELECT FROM road_closures c WHERE c.id = closure_id));--> statement-breakpoint
CREATE POLICY drawn ON closure_lines USING ((SELECT app_is('SYS')));
