-- Rows of a workbook about people go after a while; the worker takes them away.
GRANT DELETE ON city_import_rows TO baogong_app;--> statement-breakpoint
DROP POLICY taken_by ON city_import_rows;--> statement-breakpoint
CREATE POLICY taken_by ON city_import_rows AS RESTRICTIVE FOR DELETE USING ((SELECT app_is('SYS')));
