-- The desk hands lists in and takes them in; the worker lays them out.
GRANT SELECT, INSERT, UPDATE ON place_imports TO baogong_app;--> statement-breakpoint
ALTER TABLE place_imports ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON place_imports USING ((SELECT app_is('SYS', 'DESK')));
