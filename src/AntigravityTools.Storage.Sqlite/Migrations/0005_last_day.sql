-- The day (UTC) of the newest row of each combination and each error text: a filter whose rows are all old begins there.
ALTER TABLE facets ADD COLUMN last_day INTEGER NOT NULL DEFAULT 0;
ALTER TABLE errors ADD COLUMN last_day INTEGER NOT NULL DEFAULT 0;
UPDATE facets SET last_day = (SELECT coalesce(max(seq), 0) FROM requests WHERE facet = facets.id);
UPDATE errors SET last_day = (SELECT coalesce(max(seq), 0) FROM requests WHERE error = errors.id);
UPDATE facets SET last_day = last_day - last_day % 864000000000;
UPDATE errors SET last_day = last_day - last_day % 864000000000;
