ALTER TABLE "plans" ADD COLUMN "name" text;
