-- Accounts in the user's order. What is secret is in "credential" alone, encrypted by the protector named beside it.
CREATE TABLE accounts (
  id TEXT PRIMARY KEY,
  position INTEGER NOT NULL,
  body TEXT NOT NULL,
  protector TEXT,
  credential BLOB
) STRICT;

CREATE TABLE cooldowns (
  account_id TEXT NOT NULL,
  model TEXT NOT NULL, -- empty: the whole account
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  since INTEGER NOT NULL, -- instants are UTC ticks of 100 ns since 0001-01-01
  until INTEGER,
  PRIMARY KEY (account_id, model)
) STRICT, WITHOUT ROWID;

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The combinations of everything that requests are filtered by. They are few, so a filter looks here first and then reads
-- the rows of the combinations that fit, newest first, from one index.
CREATE TABLE facets (
  id INTEGER PRIMARY KEY, -- a hash of the other columns
  method TEXT NOT NULL,
  path TEXT NOT NULL,
  stream INTEGER NOT NULL,
  requested_model TEXT,
  resolved_model TEXT,
  account_id TEXT,
  account TEXT,
  key TEXT,
  protocol TEXT,
  upstream_protocol TEXT,
  status INTEGER NOT NULL,
  verdict TEXT NOT NULL,
  failed INTEGER NOT NULL,
  folded TEXT NOT NULL -- what the text filter searches, in lower case
) STRICT;

CREATE TABLE errors (
  id INTEGER PRIMARY KEY, -- a hash of the text
  text TEXT NOT NULL,
  folded TEXT NOT NULL
) STRICT;

CREATE TABLE requests (
  seq INTEGER PRIMARY KEY, -- started_at, moved on by a tick where another row has it
  facet INTEGER NOT NULL,
  error INTEGER,
  id TEXT NOT NULL UNIQUE,
  trace_id TEXT NOT NULL,
  started_at INTEGER NOT NULL,
  ttft INTEGER, -- durations are ticks of 100 ns
  duration INTEGER NOT NULL,
  input_tokens INTEGER,
  output_tokens INTEGER,
  cache_read_tokens INTEGER,
  cache_write_tokens INTEGER,
  reasoning_tokens INTEGER,
  raw_usage TEXT,
  cost INTEGER, -- billionths of a US dollar
  bytes_in INTEGER NOT NULL,
  bytes_out INTEGER NOT NULL,
  attempts TEXT,
  decision TEXT,
  loss TEXT
) STRICT;

CREATE INDEX requests_by_facet ON requests (facet);
CREATE INDEX requests_by_error ON requests (error) WHERE error IS NOT NULL;

-- Hourly sums, kept for ever: one row per hour and value of each group, and one for all ("dimension" all, empty value).
CREATE TABLE usage_hours (
  dimension TEXT NOT NULL,
  hour INTEGER NOT NULL,
  value TEXT NOT NULL,
  requests INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  cache_read_tokens INTEGER NOT NULL,
  cache_write_tokens INTEGER NOT NULL,
  reasoning_tokens INTEGER NOT NULL,
  cost INTEGER, -- null while no request has a price
  ttft BLOB NOT NULL, -- histograms, pairs of varints
  duration BLOB NOT NULL,
  PRIMARY KEY (dimension, hour, value)
) STRICT, WITHOUT ROWID;

CREATE TABLE account_totals (
  account_id TEXT PRIMARY KEY,
  requests INTEGER NOT NULL,
  errors INTEGER NOT NULL,
  input_tokens INTEGER NOT NULL,
  output_tokens INTEGER NOT NULL,
  last_used_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
