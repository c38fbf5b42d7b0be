-- The last reading of each quota; unknown parts are null, never full.
CREATE TABLE quotas (
  account_id TEXT NOT NULL,
  model TEXT NOT NULL, -- empty: the whole account
  name TEXT NOT NULL,
  most REAL,
  remaining REAL,
  resets_at INTEGER, -- instants are UTC ticks of 100 ns since 0001-01-01
  source TEXT NOT NULL,
  observed_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, model, name)
) STRICT, WITHOUT ROWID;
