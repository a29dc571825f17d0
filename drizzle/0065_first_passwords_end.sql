-- When somebody was told his first password, for it opens nothing after some days. A first password that nobody was told has no time.
DROP FUNCTION first_sign_ins();--> statement-breakpoint
CREATE FUNCTION first_sign_ins() RETURNS TABLE (user_id uuid, told_at timestamptz) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS $$
  SELECT u.id, (SELECT max(a.updated_at) FROM auth_accounts a WHERE a.user_id = u.id AND a.password IS NOT NULL)
  FROM users u WHERE u.first_password AND u.email LIKE '%@staff.invalid' AND app_is('DESK') $$;--> statement-breakpoint
REVOKE ALL ON FUNCTION first_sign_ins FROM PUBLIC;--> statement-breakpoint
GRANT EXECUTE ON FUNCTION first_sign_ins TO baogong_app;
