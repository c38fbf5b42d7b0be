-- Which account made which object that lives at a provider.
CREATE TABLE owners (
  number INTEGER PRIMARY KEY, -- by age
  scope TEXT NOT NULL, -- the client key; empty: none
  id TEXT NOT NULL,
  account_id TEXT NOT NULL,
  until INTEGER NOT NULL, -- UTC ticks of 100 ns since 0001-01-01
  UNIQUE (scope, id)
) STRICT;
