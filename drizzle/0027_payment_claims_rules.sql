-- Who sees what a home said it had paid: as its orders. What was said is never taken off the record.
GRANT SELECT, INSERT, UPDATE ON payment_claims TO baogong_app;--> statement-breakpoint
ALTER TABLE payment_claims ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY scope ON payment_claims USING (
  (SELECT app_is('SYS')) OR ((SELECT app_is('GW')) AND grid_id = ANY ((SELECT app_ids('grids'))::uuid[])) OR ((SELECT app_is('RES')) AND household_id = ANY ((SELECT app_ids('homes'))::uuid[])));--> statement-breakpoint

-- Payments of before: what was found was said, and what is being looked for was said for the order's price.
INSERT INTO payment_claims (order_id, cycle_id, household_id, grid_id, community_id, said_fen, said_at, found_fen, answered_at)
  SELECT o.id, o.cycle_id, o.household_id, o.grid_id, o.community_id, -e.amount_fen, e.at, -e.amount_fen, e.at
  FROM ledger_entries e JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'household' JOIN household_orders o ON o.id = e.order_id
  WHERE e.kind = 'payment';--> statement-breakpoint
INSERT INTO payment_claims (order_id, cycle_id, household_id, grid_id, community_id, said_fen, said_at)
  SELECT o.id, o.cycle_id, o.household_id, o.grid_id, o.community_id, o.total_fen, o.changed_at FROM household_orders o
  WHERE o.payment = 'claimed' AND o.total_fen > 0;--> statement-breakpoint

-- Money that was lost sight of: an order whose books say that something is owed, either way, while its state does not.
ALTER TABLE household_orders DISABLE TRIGGER legal_payment;--> statement-breakpoint
UPDATE household_orders h SET payment = (CASE WHEN x.owed < 0 THEN 'refund_due' ELSE 'due' END)::payment_state FROM (
  SELECT o.id, o.payment, coalesce(b.balance, 0) + CASE WHEN o.state = 'cancelled' THEN 0
      WHEN b.charged IS NOT TRUE OR o.state IN ('draft', 'submitted', 'needs_review', 'confirmed') THEN o.total_fen ELSE 0 END AS owed
  FROM household_orders o JOIN LATERAL (
    SELECT sum(e.amount_fen) AS balance, bool_or(e.kind = 'charge') AS charged FROM ledger_entries e
    JOIN ledger_accounts a ON a.id = e.account_id AND a.kind = 'household' WHERE e.order_id = o.id
  ) b ON true
) x WHERE x.id = h.id AND (
  (x.owed < 0 AND x.payment IN ('due', 'rejected', 'settled', 'matched', 'cash_received', 'banked', 'refunded'))
  OR (x.owed > 0 AND x.payment IN ('settled', 'matched', 'cash_received', 'banked', 'refunded', 'refund_due')));--> statement-breakpoint
ALTER TABLE household_orders ENABLE TRIGGER legal_payment;
