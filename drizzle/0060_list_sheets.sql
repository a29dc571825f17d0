ALTER TABLE "list_imports" ADD COLUMN "sheet" jsonb;
