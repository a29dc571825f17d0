ALTER TABLE "users" ADD COLUMN "first_password" boolean DEFAULT false NOT NULL;--> statement-breakpoint
GRANT SELECT (first_password) ON users TO baogong_app;
