-- What a store declared short before it packed is not waiting to be packed.
CREATE OR REPLACE VIEW line_stages AS
  SELECT cycle_id, community_id, package_version_id,
    sum(wanted)::int AS wanted, sum(cancelled_before_lock)::int AS cancelled,
    coalesce(sum(wanted - cancelled_before_lock) FILTER (WHERE locked IS NULL), 0)::int AS not_locked,
    coalesce(sum(locked), 0)::int AS locked,
    coalesce(sum(locked) FILTER (WHERE allocated IS NULL), 0)::int AS not_allocated,
    coalesce(sum(extra_alloc), 0)::int AS extra, coalesce(sum(allocated), 0)::int AS allocated,
    coalesce(sum(shorted_alloc), 0)::int AS shorted_alloc,
    coalesce(sum(allocated - coalesce(shorted_pick, 0)) FILTER (WHERE packed IS NULL), 0)::int AS not_packed,
    coalesce(sum(packed), 0)::int AS packed, coalesce(sum(shorted_pick), 0)::int AS shorted_pick,
    sum(delivered)::int AS delivered, sum(returned)::int AS returned, sum(scrapped)::int AS scrapped,
    sum(lost)::int AS lost, sum(damaged)::int AS damaged
  FROM order_lines GROUP BY cycle_id, community_id, package_version_id;
