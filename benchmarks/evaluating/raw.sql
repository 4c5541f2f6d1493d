-- The whole evaluation of benchmarks.evaluation as somebody would write it by hand for DuckDB, without Ibis: the same
-- inputs, the same six tables and the same comparison with the year before. $place, $as_of and $first are filled in.

SET preserve_insertion_order = false;

-- periods --------------------------------------------------------------------------------------------------------
CREATE TEMP TABLE months AS
SELECT (year * 12 + m - 1)::INTEGER AS month, format('{:04d}-{:02d}', year, m) AS key,
       make_date(year, m, 1) + INTERVAL 1 MONTH AS until
FROM unnest([$first, $first + 1]) y(year), unnest(range(1, 13)) t(m);

CREATE TEMP TABLE periods AS
SELECT (row_number() OVER (ORDER BY period) - 1)::SMALLINT AS period_no, *
FROM (SELECT key AS period, month AS first, month AS last, false AS is_year FROM months
      UNION ALL
      SELECT left(key, 4), min(month), max(month), true FROM months GROUP BY 1);
ALTER TABLE periods ADD COLUMN ended BOOLEAN;
UPDATE periods SET ended = TIMESTAMP '$as_of' >= make_date((last + 1) // 12, (last + 1) % 12 + 1, 1);

CREATE TEMP TABLE own AS
SELECT month, period_no FROM months JOIN periods ON month BETWEEN first AND last;
CREATE TEMP TABLE hidden AS
SELECT m::INTEGER AS month, period_no
FROM periods, unnest(range(first, last + 1 + if(is_year, 12, 0))) t(m);

CREATE TEMP TABLE regions AS
SELECT *, (row_number() OVER (ORDER BY code) - 1)::INTEGER AS region_no FROM read_parquet('$place/regions.parquet');

-- the register, condensed ----------------------------------------------------------------------------------------
CREATE TEMP TABLE stretches AS
WITH u AS (
    SELECT unit_code, region_code, kind, coalesce(sector, '') AS sector_key,
           coalesce(valid_from, DATE '0001-01-01') AS b, coalesce(valid_to, DATE '9999-12-31') AS e,
           opened_on, closed_on
    FROM read_parquet('$place/units.parquet')
), span AS (
    SELECT unit_code, greatest(min(b), coalesce(max(opened_on), DATE '0001-01-01')) AS o,
           least(max(e), coalesce(max(closed_on), DATE '9999-12-31')) AS c
    FROM u GROUP BY 1
), cut AS (
    SELECT u.*, o, c, greatest(b, o) AS cb, least(e, c) AS ce FROM u JOIN span USING (unit_code) WHERE o < c
), limits AS (SELECT min(month) AS low, max(month) AS high FROM months), numbered AS (
    SELECT unit_code, region_code, kind, sector_key, low, high,
           if(cb = o, low, greatest(year(cb) * 12 + month(cb) - 1, low))::INTEGER AS since,
           if(ce = c, high, least(year(ce) * 12 + month(ce) - 2, high))::INTEGER AS until,
           greatest(year(o) * 12 + month(o) - 1, low)::INTEGER AS f,
           least(year(c - 1) * 12 + month(c - 1) - 1, high)::INTEGER AS l
    FROM cut, limits WHERE cb < ce
)
SELECT unit_code, region_code, kind, sector_key, since, until,
       if(f > l, high + 1, f) AS first, if(f > l, low - 1, l) AS last
FROM numbered WHERE since <= until;

CREATE TEMP TABLE cells AS
SELECT (row_number() OVER (ORDER BY region_code, kind, sector_key) - 1)::INTEGER AS cell_id, d.*,
       nullif(sector_key, '') AS sector, province, city, county, town, region_no
FROM (SELECT DISTINCT region_code, kind, sector_key FROM stretches) d JOIN regions ON region_code = code;

CREATE TEMP TABLE pieces AS
SELECT unit_code, first, last, since, until, cell_id
FROM stretches JOIN cells USING (region_code, kind, sector_key);
DROP TABLE stretches;

CREATE TEMP TABLE known AS
SELECT unit_code, min(cell_id) AS cell_id, min(first) AS first, min(last) AS last,
       if(count(*) > 1, string_agg(cell_id || ':' || since, ',' ORDER BY since), '') AS profile
FROM pieces GROUP BY unit_code;

CREATE TEMP TABLE classes AS
SELECT row_number() OVER ()::INTEGER AS class_id, *, profile <> '' AS moved
FROM (SELECT cell_id, profile, first, last, count(*)::INTEGER AS n, min(unit_code) AS example
      FROM known GROUP BY ALL);

CREATE TEMP TABLE units AS
SELECT unit_code, class_id, first, last, (row_number() OVER (ORDER BY unit_code))::INTEGER AS unit_no
FROM known JOIN classes USING (cell_id, profile, first, last);
DROP TABLE known;

CREATE TEMP TABLE class_stretches AS
SELECT class_id, cell_id, (SELECT min(month) FROM months) AS since, (SELECT max(month) FROM months) AS until
FROM classes WHERE NOT moved
UNION ALL
SELECT class_id, pieces.cell_id, since, until
FROM classes JOIN pieces ON example = unit_code WHERE moved;

-- coverage and defaults ------------------------------------------------------------------------------------------
CREATE TEMP TABLE covered AS
SELECT r.code AS county, month, bool_or(zero = 'petition') AS petition, bool_or(zero = 'accident') AS accident,
       bool_or(zero = 'case') AS "case"
FROM read_parquet('$place/deliveries.parquet') d
JOIN months m ON m.key BETWEEN first_month AND last_month AND d.received_at >= until
JOIN regions r ON r.level = 3 AND d.region_code IN (r.province, r.city, r.county)
WHERE complete AND d.received_at < TIMESTAMP '$as_of'
GROUP BY ALL;

CREATE TEMP TABLE counties AS
SELECT *, pending_petition OR pending_accident OR pending_case AS pending_three_zero
FROM (SELECT r.code AS county, period_no,
             NOT (any_value(ended) AND bool_and(coalesce(petition, false))) AS pending_petition,
             NOT (any_value(ended) AND bool_and(coalesce(accident, false))) AS pending_accident,
             NOT (any_value(ended) AND bool_and(coalesce("case", false))) AS pending_case
      FROM regions r CROSS JOIN own JOIN periods USING (period_no) LEFT JOIN covered c
           ON c.county = r.code AND c.month = own.month
      WHERE r.level = 3 GROUP BY ALL);

CREATE TEMP TABLE shares AS
SELECT c.class_id, period_no, s.cell_id, county, n, c.first <= p.last AND c.last >= p.first AS in_scope,
       c.first <= p.first AND c.last >= p.last AND since <= p.first AS throughout
FROM classes c CROSS JOIN periods p
JOIN class_stretches s ON s.class_id = c.class_id AND p.last BETWEEN since AND until
JOIN cells ON cells.cell_id = s.cell_id;

CREATE TEMP TABLE partly AS
SELECT *, own_petition OR own_accident OR own_case AS own_three_zero
FROM (SELECT a.class_id, a.period_no,
             NOT (any_value(ended) AND bool_and(coalesce(petition, false))) AS own_petition,
             NOT (any_value(ended) AND bool_and(coalesce(accident, false))) AS own_accident,
             NOT (any_value(ended) AND bool_and(coalesce("case", false))) AS own_case
      FROM (SELECT class_id, period_no FROM shares WHERE in_scope AND NOT throughout) a
      JOIN classes c ON c.class_id = a.class_id
      JOIN own ON own.period_no = a.period_no AND own.month BETWEEN c.first AND c.last
      JOIN periods p ON p.period_no = a.period_no
      JOIN class_stretches s ON s.class_id = a.class_id AND own.month BETWEEN since AND until
      JOIN cells ON cells.cell_id = s.cell_id
      LEFT JOIN covered v ON v.county = cells.county AND v.month = own.month
      GROUP BY ALL);

CREATE TEMP TABLE class_periods AS
SELECT class_id, period_no, cell_id, n, in_scope,
       coalesce(own_petition, pending_petition) AS pending_petition,
       coalesce(own_accident, pending_accident) AS pending_accident,
       coalesce(own_case, pending_case) AS pending_case,
       coalesce(own_three_zero, pending_three_zero) AS pending_three_zero,
       in_scope AND (coalesce(own_petition <> pending_petition, false)
                     OR coalesce(own_accident <> pending_accident, false)
                     OR coalesce(own_case <> pending_case, false)
                     OR coalesce(own_three_zero <> pending_three_zero, false)) AS unusual
FROM shares LEFT JOIN counties USING (period_no, county) LEFT JOIN partly USING (class_id, period_no);
DROP TABLE shares;

-- which version counts -------------------------------------------------------------------------------------------
CREATE TEMP TABLE repeats AS SELECT DISTINCT * FROM read_parquet('$place/repeats.parquet');
CREATE TEMP TABLE latest AS
WITH told AS (
    SELECT f.*, lag(struct_pack(unit_code, zero, subtype, occurred_at, reported_at, severity, attributed, status,
                                due_at, resolved_at, deaths, injuries, concealment_found_at)) OVER w
                IS NOT DISTINCT FROM
                struct_pack(unit_code, zero, subtype, occurred_at, reported_at, severity, attributed, status,
                            due_at, resolved_at, deaths, injuries, concealment_found_at) AS same
    FROM read_parquet('$place/facts/*.parquet') f SEMI JOIN repeats USING (source_body, event_id)
    WHERE received_at < TIMESTAMP '$as_of'
    WINDOW w AS (PARTITION BY source_body, event_id ORDER BY received_at, delivery_id)
)
SELECT * EXCLUDE (same) FROM told WHERE NOT same
QUALIFY row_number() OVER (PARTITION BY source_body, event_id ORDER BY received_at DESC, delivery_id DESC) = 1;

CREATE TEMP VIEW events AS
SELECT * EXCLUDE (resolved_at, concealment_found_at),
       if(resolved_at < TIMESTAMP '$as_of', resolved_at, NULL) AS resolved_at,
       if(concealment_found_at < TIMESTAMP '$as_of', concealment_found_at, NULL) AS concealment_found_at
FROM (SELECT * FROM read_parquet('$place/facts/*.parquet') f ANTI JOIN repeats USING (source_body, event_id)
      WHERE received_at < TIMESTAMP '$as_of'
      UNION ALL SELECT * FROM latest)
WHERE reported_at < TIMESTAMP '$as_of';

-- breaks ---------------------------------------------------------------------------------------------------------
SET preserve_insertion_order = true;
CREATE TEMP TABLE breaks AS
WITH broken AS (
    SELECT *, CASE zero WHEN 'petition' THEN due_at ELSE occurred_at END AS instant,
           CASE zero WHEN 'petition' THEN 0 WHEN 'accident' THEN 1 ELSE 2 END::TINYINT AS zero_no
    FROM events
    WHERE status IN ('open', 'resolved') AND (attributed IS NULL OR attributed) AND (
        zero = 'petition' AND subtype IN ('settlement_appeal', 'complaint', 'visit')
            AND due_at < TIMESTAMP '$as_of' AND (resolved_at IS NULL OR resolved_at > due_at)
        OR zero = 'accident' AND subtype IN ('work_safety', 'fire', 'traffic', 'other_safety')
            AND coalesce(deaths, 0) + coalesce(injuries, 0) >= 1
        OR zero = 'case' AND (subtype = 'criminal' OR subtype = 'public_order' AND severity >= 3))
), dated AS (
    SELECT *, (year(instant) * 12 + month(instant) - 1)::INTEGER AS month,
           (year(concealment_found_at) * 12 + month(concealment_found_at) - 1)::INTEGER AS found
    FROM broken
)
SELECT d.unit_code, zero, event_id, source_body, delivery_id, zero || '-' || replace(subtype, '_', '-') AS rule,
       instant, coalesce(attributed, false) AS certain, subtype, occurred_at, reported_at, severity, attributed,
       status, due_at, resolved_at, deaths, injuries, concealment_found_at, unit_no, class_id, zero_no, month, found
FROM dated d JOIN units u USING (unit_code)
WHERE month IN (SELECT month FROM own) OR found IN (SELECT month FROM hidden)
ORDER BY zero_no, unit_no, instant, event_id, source_body;

CREATE TEMP TABLE break_periods AS
WITH hits AS (
    SELECT period_no, unit_code, zero, event_id, rule, instant, certain, 'own' AS how, unit_no, class_id, zero_no
    FROM breaks JOIN own USING (month)
    UNION ALL
    SELECT period_no, unit_code, zero, event_id, rule, concealment_found_at, certain, 'concealment', unit_no, class_id,
           zero_no
    FROM breaks JOIN hidden ON hidden.month = found
)
SELECT period, unit_code, zero, event_id, rule, instant, certain, how, period_no, unit_no, hits.class_id, zero_no,
       u.first <= p.last AND u.last >= p.first AS in_scope
FROM hits JOIN units u USING (unit_no, unit_code) JOIN periods p USING (period_no)
ORDER BY period_no, zero_no, unit_no, how DESC, instant, event_id;

-- statuses -------------------------------------------------------------------------------------------------------
SET preserve_insertion_order = false;
CREATE TEMP TABLE single AS
SELECT period_no, unit_no, class_id, zero_no, if(bool_or(certain), 1, 2)::TINYINT AS rank
FROM break_periods WHERE in_scope GROUP BY ALL;
CREATE TEMP TABLE exceptions AS
SELECT period_no, unit_no, class_id, zero_no, rank FROM single
UNION ALL
SELECT period_no, unit_no, class_id, 3, min(rank) FROM single GROUP BY ALL;

SET preserve_insertion_order = true;
CREATE TEMP TABLE statuses AS
WITH listed AS (
    SELECT period_no, unit_no, zero_no, if(rank = 1, 'broken', 'disputed') AS status, cell_id
    FROM exceptions JOIN class_periods USING (class_id, period_no)
    UNION ALL
    SELECT period_no, unit_no, zero_no, if(own_pending, 'pending', 'achieved'), cell_id
    FROM (
        SELECT o.period_no, o.class_id, o.cell_id, z.zero_no,
               [o.pending_petition, o.pending_accident, o.pending_case, o.pending_three_zero][z.zero_no + 1]
                   AS own_pending,
               [c.pending_petition, c.pending_accident, c.pending_case, c.pending_three_zero][z.zero_no + 1]
                   AS usual
        FROM class_periods o JOIN cells USING (cell_id) JOIN counties c USING (county, period_no),
             unnest([0, 1, 2, 3]) z(zero_no)
        WHERE unusual
    ) JOIN units USING (class_id)
    ANTI JOIN exceptions USING (period_no, unit_no, zero_no)
    WHERE own_pending <> usual
)
SELECT period, ['petition', 'accident', 'case', 'three_zero'][zero_no + 1] AS zero, unit_code, status, region_code,
       kind, sector, county, city, town
FROM listed JOIN cells USING (cell_id) JOIN units USING (unit_no) JOIN periods USING (period_no)
ORDER BY period_no, zero_no, unit_no;

CREATE TEMP TABLE coverage AS
SELECT period, zero, county, if(waiting, 'pending', 'achieved') AS status
FROM (SELECT period_no, county, unnest(['petition', 'accident', 'case', 'three_zero']) AS zero,
             unnest([pending_petition, pending_accident, pending_case, pending_three_zero]) AS waiting FROM counties)
JOIN periods USING (period_no)
ORDER BY period, zero, county;

-- figures --------------------------------------------------------------------------------------------------------
SET preserve_insertion_order = false;
CREATE TEMP TABLE slices AS
SELECT (row_number() OVER (ORDER BY slice) - 1)::INTEGER AS slice_no, slice
FROM (SELECT 'all' AS slice UNION SELECT 'kind:' || kind FROM cells
      UNION SELECT 'sector:' || sector FROM cells WHERE sector IS NOT NULL);
CREATE TEMP TABLE cell_slices AS
SELECT cell_id, region_no, w.slice_no AS whole, k.slice_no AS kind_no, s.slice_no AS sector_no
FROM cells JOIN slices k ON k.slice = 'kind:' || kind LEFT JOIN slices s ON s.slice = 'sector:' || sector
JOIN slices w ON w.slice = 'all';

CREATE TEMP TABLE by_cell AS
WITH by_class AS (
    SELECT class_id, period_no,
           count(*) FILTER (zero_no = 0 AND rank = 1)::INTEGER AS b0, count(*) FILTER (zero_no = 0 AND rank = 2)::INTEGER AS d0,
           count(*) FILTER (zero_no = 1 AND rank = 1)::INTEGER AS b1, count(*) FILTER (zero_no = 1 AND rank = 2)::INTEGER AS d1,
           count(*) FILTER (zero_no = 2 AND rank = 1)::INTEGER AS b2, count(*) FILTER (zero_no = 2 AND rank = 2)::INTEGER AS d2,
           count(*) FILTER (zero_no = 3 AND rank = 1)::INTEGER AS b3, count(*) FILTER (zero_no = 3 AND rank = 2)::INTEGER AS d3
    FROM exceptions GROUP BY ALL
)
SELECT period_no, cell_id, sum(if(in_scope, 0, n))::INTEGER AS o, sum(if(in_scope, n, 0))::INTEGER AS i,
       sum(coalesce(b0, 0))::INTEGER AS b0, sum(coalesce(d0, 0))::INTEGER AS d0,
       sum(if(in_scope AND pending_petition, n - coalesce(b0, 0) - coalesce(d0, 0), 0))::INTEGER AS p0,
       sum(coalesce(b1, 0))::INTEGER AS b1, sum(coalesce(d1, 0))::INTEGER AS d1,
       sum(if(in_scope AND pending_accident, n - coalesce(b1, 0) - coalesce(d1, 0), 0))::INTEGER AS p1,
       sum(coalesce(b2, 0))::INTEGER AS b2, sum(coalesce(d2, 0))::INTEGER AS d2,
       sum(if(in_scope AND pending_case, n - coalesce(b2, 0) - coalesce(d2, 0), 0))::INTEGER AS p2,
       sum(coalesce(b3, 0))::INTEGER AS b3, sum(coalesce(d3, 0))::INTEGER AS d3,
       sum(if(in_scope AND pending_three_zero, n - coalesce(b3, 0) - coalesce(d3, 0), 0))::INTEGER AS p3
FROM class_periods LEFT JOIN by_class USING (class_id, period_no)
GROUP BY period_no, cell_id;
$climb_figures
SET preserve_insertion_order = true;
CREATE TEMP TABLE figures AS
SELECT period, code AS region_code, level, slice, o AS not_in_scope,
       i - b0 - d0 - p0 AS petition_achieved, b0 AS petition_broken, d0 AS petition_disputed, p0 AS petition_pending,
       i - b1 - d1 - p1 AS accident_achieved, b1 AS accident_broken, d1 AS accident_disputed, p1 AS accident_pending,
       i - b2 - d2 - p2 AS case_achieved, b2 AS case_broken, d2 AS case_disputed, p2 AS case_pending,
       i - b3 - d3 - p3 AS three_zero_achieved, b3 AS three_zero_broken, d3 AS three_zero_disputed,
       p3 AS three_zero_pending
FROM climbed JOIN periods USING (period_no) JOIN slices USING (slice_no) JOIN regions USING (region_no)
ORDER BY period_no, region_no, slice_no;
DROP TABLE by_cell;
DROP TABLE climbed;

-- tallies --------------------------------------------------------------------------------------------------------
SET preserve_insertion_order = false;
CREATE TEMP TABLE by_class AS
WITH counting AS (
    SELECT unit_code, if(zero = 'petition', resolved_at, occurred_at) AS instant, zero, subtype, deaths,
           resolved_at <= due_at AS in_time
    FROM events
    WHERE status IN ('open', 'resolved')
      AND (zero = 'petition' AND subtype IN ('settlement_appeal', 'complaint', 'visit') AND resolved_at IS NOT NULL
           OR zero = 'accident' AND deaths > 0 OR zero = 'case')
), dated AS (SELECT *, (year(instant) * 12 + month(instant) - 1)::INTEGER AS month FROM counting)
SELECT class_id, month, count(*) FILTER (zero = 'accident') AS m1,
       coalesce(sum(deaths) FILTER (zero = 'accident'), 0) AS m2, count(*) FILTER (subtype = 'criminal') AS m3,
       count(*) FILTER (subtype = 'public_order') AS m4, count(*) FILTER (zero = 'petition' AND in_time) AS m5,
       count(*) FILTER (zero = 'petition' AND NOT in_time) AS m6
FROM dated JOIN units USING (unit_code) WHERE month IN (SELECT month FROM own)
GROUP BY class_id, month;

CREATE TEMP TABLE by_cell AS
SELECT period_no, cell_id, sum(m1)::INTEGER AS m1, sum(m2)::INTEGER AS m2, sum(m3)::INTEGER AS m3,
       sum(m4)::INTEGER AS m4, sum(m5)::INTEGER AS m5, sum(m6)::INTEGER AS m6, $no_breaks
FROM by_class JOIN own USING (month) JOIN class_periods USING (class_id, period_no) GROUP BY ALL
UNION ALL
SELECT period_no, cell_id, 0, 0, 0, 0, 0, 0, $count_breaks
FROM breaks JOIN own USING (month) JOIN class_periods USING (class_id, period_no) WHERE certain GROUP BY ALL;
$climb_tallies
SET preserve_insertion_order = true;
CREATE TEMP TABLE tallies AS
SELECT period, code AS region_code, slice, measure, n::BIGINT AS n
FROM (UNPIVOT climbed ON $measures INTO NAME measure VALUE n)
JOIN periods USING (period_no) JOIN regions USING (region_no) JOIN slices USING (slice_no)
WHERE n > 0
ORDER BY period_no, region_no, slice_no, measure;

-- beside the year before -----------------------------------------------------------------------------------------
CREATE TEMP TABLE figures_beside AS
SELECT f.*, $before
FROM figures f LEFT JOIN figures b
  ON b.period = ((left(f.period, 4)::INTEGER - 1) || substr(f.period, 5))
 AND b.region_code = f.region_code AND b.slice = f.slice
ORDER BY f.period, f.region_code, f.slice;
CREATE TEMP TABLE tallies_beside AS
SELECT period, region_code, slice, measure, sum(n)::BIGINT AS n, sum(before)::BIGINT AS before
FROM (SELECT *, 0 AS before FROM tallies
      UNION ALL
      SELECT (left(period, 4)::INTEGER + 1) || substr(period, 5), region_code, slice, measure, 0, n FROM tallies)
WHERE left(period, 4) = '$second'
GROUP BY ALL ORDER BY ALL;
