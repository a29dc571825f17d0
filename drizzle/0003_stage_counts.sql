-- How far a cycle has come, by community and package: each equation's terms over the lines that have reached it.
CREATE VIEW line_stages AS
  SELECT cycle_id, community_id, package_version_id,
    sum(wanted)::int AS wanted, sum(cancelled_before_lock)::int AS cancelled,
    coalesce(sum(wanted - cancelled_before_lock) FILTER (WHERE locked IS NULL), 0)::int AS not_locked,
    coalesce(sum(locked), 0)::int AS locked,
    coalesce(sum(locked) FILTER (WHERE allocated IS NULL), 0)::int AS not_allocated,
    coalesce(sum(extra_alloc), 0)::int AS extra, coalesce(sum(allocated), 0)::int AS allocated,
    coalesce(sum(shorted_alloc), 0)::int AS shorted_alloc,
    coalesce(sum(allocated) FILTER (WHERE packed IS NULL), 0)::int AS not_packed,
    coalesce(sum(packed), 0)::int AS packed, coalesce(sum(shorted_pick), 0)::int AS shorted_pick,
    sum(delivered)::int AS delivered, sum(returned)::int AS returned, sum(scrapped)::int AS scrapped,
    sum(lost)::int AS lost, sum(damaged)::int AS damaged
  FROM order_lines GROUP BY cycle_id, community_id, package_version_id;--> statement-breakpoint
-- The same in homes: how many have got so far, counted once however many packages they ordered.
CREATE VIEW home_stages AS
  SELECT cycle_id, community_id, count(*)::int AS wanted, count(*) FILTER (WHERE locked > 0)::int AS locked,
    count(*) FILTER (WHERE allocated > 0)::int AS allocated, count(*) FILTER (WHERE packed > 0)::int AS packed,
    count(*) FILTER (WHERE delivered > 0)::int AS delivered
  FROM (SELECT cycle_id, community_id, household_id, sum(locked) AS locked, sum(allocated) AS allocated, sum(packed) AS packed, sum(delivered) AS delivered
    FROM order_lines GROUP BY cycle_id, community_id, household_id) h GROUP BY cycle_id, community_id;--> statement-breakpoint
CREATE VIEW bag_homes AS
  SELECT cycle_id, community_id, count(*) FILTER (WHERE rode > 0)::int AS on_bus, count(*) FILTER (WHERE at_gate > 0)::int AS at_gate
  FROM (SELECT cycle_id, community_id, household_id, count(*) FILTER (WHERE state NOT IN ('created', 'packed', 'staged')) AS rode,
      count(*) FILTER (WHERE state NOT IN ('created', 'packed', 'staged', 'loaded', 'in_transit', 'lost')) AS at_gate
    FROM bags GROUP BY cycle_id, community_id, household_id) h GROUP BY cycle_id, community_id;--> statement-breakpoint
GRANT SELECT ON line_stages, home_stages, bag_homes TO baogong_app;
